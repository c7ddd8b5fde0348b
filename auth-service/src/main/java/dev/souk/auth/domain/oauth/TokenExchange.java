package dev.souk.auth.domain.oauth;

import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.ClientScope;
import dev.souk.auth.domain.Grant;
import dev.souk.auth.domain.MachineSessions;
import dev.souk.auth.domain.OpenSession;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.OAuthErrors;
import dev.souk.kit.error.Reason;
import java.net.URI;
import java.util.Optional;

/**
 * Tokens of Souk for ID tokens of trusted issuers (RFC 8693). From an issuer that is limited to
 * scopes comes a token with those, and no refresh token, which would buy more than that; from any
 * other a session like one that a password opens.
 *
 * <p>Errors: {@code INVALID_FIELD}, {@code INVALID_GRANT}, {@code INVALID_SCOPE}, {@code
 * CONTENTION} when the account changed at the same time.
 */
public final class TokenExchange {
  static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private final IdTokens idTokens;
  private final SignInExternally signIn;
  private final OpenSession openSession;
  private final MachineSessions machineSessions;

  /** Exchanges these tokens. */
  public TokenExchange(
      IdTokens idTokens,
      SignInExternally signIn,
      OpenSession openSession,
      MachineSessions machineSessions) {
    this.idTokens = idTokens;
    this.signIn = signIn;
    this.openSession = openSession;
    this.machineSessions = machineSessions;
  }

  /** A token for the subject of the request's token. */
  IssuedToken issue(TokenRequest request) {
    verifyTypes(request);
    ExternalIdentity who = idTokens.verify(request.subjectToken());
    Optional<ClientScope> client =
        who.scopes()
            .map(allowed ->
                new ClientScope(who.audience(), RequestedScopes.of(request.scope(), allowed)));
    if (client.isEmpty() && !request.scope().isBlank()) {
      throw OAuthErrors.invalidScope(request.scope());
    }
    Account account = signIn.account(who);
    return client
        .map(limited -> limited(account, who, limited))
        .orElseGet(() -> session(account, who, request));
  }

  private static void verifyTypes(TokenRequest request) {
    if (request.subjectToken().isEmpty()) {
      throw Errors.invalid("subject_token", "is missing");
    }
    if (!request.subjectTokenType().equals(ID_TOKEN)) {
      throw Errors.invalid("subject_token_type", "must be " + ID_TOKEN);
    }
    if (!request.requestedTokenType().isEmpty()
        && !request.requestedTokenType().equals(ACCESS_TOKEN)) {
      throw Errors.invalid("requested_token_type", "must be " + ACCESS_TOKEN);
    }
  }

  private IssuedToken limited(Account account, ExternalIdentity who, ClientScope client) {
    String sessionId = machineSessions.begin(account.id(), host(who));
    Account owner =
        machineSessions
            .owner(account.id())
            .orElseThrow(() -> OAuthErrors.invalidGrant("The account is disabled."));
    return new IssuedToken(
        machineSessions.token(owner, sessionId, client, Optional.empty()),
        Optional.of(client),
        Optional.empty(),
        true);
  }

  private IssuedToken session(Account account, ExternalIdentity who, TokenRequest request) {
    try {
      Grant grant = openSession.open(account, host(who), request.origin());
      return new IssuedToken(
          grant.accessToken(), Optional.empty(), Optional.of(grant.refreshToken()), true);
    } catch (ApiException e) {
      throw e.reason().equals(Reason.INVALID_CREDENTIALS.name())
          ? OAuthErrors.invalidGrant("The account is disabled.")
          : e;
    }
  }

  /** By which the user recognises the session in the list. */
  private static String host(ExternalIdentity who) {
    String host = URI.create(who.issuer()).getHost();
    return host == null ? who.issuer() : host;
  }
}
