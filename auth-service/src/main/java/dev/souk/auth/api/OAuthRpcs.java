package dev.souk.auth.api;

import dev.souk.auth.domain.ClientScope;
import dev.souk.auth.domain.RefreshToken;
import dev.souk.auth.domain.oauth.IssueToken;
import dev.souk.auth.domain.oauth.IssuedToken;
import dev.souk.auth.domain.oauth.TokenRequest;
import dev.souk.auth.metric.SignIns;
import dev.souk.auth.v1.IssueTokenRequest;
import dev.souk.auth.v1.IssueTokenResponse;
import dev.souk.auth.v1.OAuthServiceGrpc;
import dev.souk.kit.server.Rpc;
import io.grpc.Metadata;
import io.grpc.ServerServiceDefinition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Serves {@code souk.auth.v1.OAuthService}. */
public final class OAuthRpcs {
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private final IssueToken issueToken;
  private final Clock clock;
  private final SignIns signIns;

  /** Serves this use case. */
  public OAuthRpcs(IssueToken issueToken, Clock clock, SignIns signIns) {
    this.issueToken = issueToken;
    this.clock = clock;
    this.signIns = signIns;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(OAuthServiceGrpc.getServiceDescriptor())
        .unaryWithMetadata(
            OAuthServiceGrpc.getIssueTokenMethod(),
            (request, metadata) ->
                signIns.signIn(SignIns.Method.OAUTH, () -> issue(request, metadata)))
        .build();
  }

  private Rpc.Answer<IssueTokenResponse> issue(IssueTokenRequest request, Metadata metadata) {
    ClientAuthentication client = ClientAuthentication.of(request, metadata);
    IssuedToken issued =
        issueToken.issue(
            new TokenRequest(
                request.getGrantType(),
                client.clientId(),
                client.clientSecret(),
                request.getScope(),
                request.getSubjectToken(),
                request.getSubjectTokenType(),
                request.getRequestedTokenType(),
                CallerOrigin.current()));
    return new Rpc.Answer<>(message(issued, clock.instant()), new Metadata());
  }

  private static IssueTokenResponse message(IssuedToken issued, Instant now) {
    Instant end = issued.accessToken().expireTime();
    IssueTokenResponse.Builder answer =
        IssueTokenResponse.newBuilder()
            .setAccessToken(issued.accessToken().text())
            .setTokenType("Bearer")
            .setExpiresIn((int) Duration.between(now, end).toSeconds());
    issued.client().map(ClientScope::text).ifPresent(answer::setScope);
    issued.refreshToken().map(RefreshToken::text).ifPresent(answer::setRefreshToken);
    if (issued.exchanged()) {
      answer.setIssuedTokenType(ACCESS_TOKEN);
    }
    return answer.build();
  }
}
