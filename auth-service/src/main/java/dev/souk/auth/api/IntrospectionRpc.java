package dev.souk.auth.api;

import dev.souk.auth.domain.AccessTokenClaims;
import dev.souk.auth.domain.IntrospectToken;
import dev.souk.auth.v1.IntrospectTokenRequest;
import dev.souk.auth.v1.IntrospectTokenResponse;

/** The RPC that says what a token stands for. */
public final class IntrospectionRpc {
  private final IntrospectToken introspectToken;

  /** Serves this use case. */
  public IntrospectionRpc(IntrospectToken introspectToken) {
    this.introspectToken = introspectToken;
  }

  IntrospectTokenResponse introspect(IntrospectTokenRequest request) {
    return introspectToken
        .introspect(request.getToken())
        .map(IntrospectionRpc::active)
        .orElseGet(IntrospectTokenResponse::getDefaultInstance);
  }

  private static IntrospectTokenResponse active(AccessTokenClaims claims) {
    IntrospectTokenResponse.Builder answer = IntrospectTokenResponse.newBuilder();
    claims
        .client()
        .ifPresent(client -> answer.setClientId(client.clientId()).setScope(client.text()));
    return answer
        .setActive(true)
        .setTokenType("Bearer")
        .setSub(claims.userId())
        .setUsername(claims.email())
        .setIss(claims.issuer())
        .addAllAud(claims.audience())
        .setJti(claims.tokenId())
        .setIat(claims.issueTime().getEpochSecond())
        .setExp(claims.expireTime().getEpochSecond())
        .setSid(claims.sessionId())
        .addAllRoles(claims.roles())
        .build();
  }
}
