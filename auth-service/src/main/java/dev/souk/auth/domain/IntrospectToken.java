package dev.souk.auth.domain;

import java.util.Optional;

/** Tells whether an access token can be used now, by the truth about its session. */
public final class IntrospectToken {
  private final AccessTokenReader tokens;
  private final Sessions sessions;

  /** Looks into tokens of the given sessions. */
  public IntrospectToken(AccessTokenReader tokens, Sessions sessions) {
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /** What the token says, if it can be used. */
  public Optional<AccessTokenClaims> introspect(String token) {
    return tokens.read(token).filter(this::isOfLivingSession);
  }

  private boolean isOfLivingSession(AccessTokenClaims claims) {
    return sessions
        .byId(claims.sessionId())
        .filter(session -> session.isOf(claims.userId()))
        .filter(session -> session.endTime().isEmpty())
        .isPresent();
  }
}
