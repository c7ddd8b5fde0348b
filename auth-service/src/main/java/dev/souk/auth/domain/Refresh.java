package dev.souk.auth.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/**
 * Spends a refresh token for the next pair of tokens (RFC 9700, section 4.14.2).
 *
 * <p>The account is read before the token is spent: a client whose call fails can repeat it. Rights
 * that change in between end the session, so the token is not spent or what it bought is revoked.
 *
 * <p>Errors: {@code TOKEN_INVALID} for a token never issued, {@code TOKEN_EXPIRED}, {@code
 * TOKEN_REVOKED} when the session ended or the account is disabled, {@code REFRESH_REUSED} for a
 * token that was spent before: then one of its two holders is a thief, and the session ends.
 */
public final class Refresh {
  private final Sessions sessions;
  private final EndSessions endSessions;
  private final Accounts accounts;
  private final AccessTokens accessTokens;
  private final Lifetimes lifetimes;
  private final SecureRandom random;
  private final Clock clock;

  /** Refreshes sessions of the given store. */
  public Refresh(
      Sessions sessions,
      EndSessions endSessions,
      Accounts accounts,
      AccessTokens accessTokens,
      Lifetimes lifetimes,
      SecureRandom random,
      Clock clock) {
    this.sessions = sessions;
    this.endSessions = endSessions;
    this.accounts = accounts;
    this.accessTokens = accessTokens;
    this.lifetimes = lifetimes;
    this.random = random;
    this.clock = clock;
  }

  /** The next tokens of the session. */
  public Grant refresh(String refreshToken, RequestOrigin origin) {
    Instant now = clock.instant();
    RefreshToken token = RefreshToken.parse(refreshToken).orElseThrow(Errors::tokenInvalid);
    Session session = sessionOf(token);
    verifySpendable(session, token, now);
    Account account = activeAccount(session);
    RefreshToken next = RefreshToken.issue(session.id(), session.key(), random);
    Session refreshed = session.refreshed(next, origin, lifetimes, now);
    if (!sessions.refresh(session, refreshed)) {
      throw lostRace(token, now);
    }
    AccessToken accessToken =
        accessTokens.issue(account, session.id(), now, now.plus(lifetimes.accessToken()));
    return new Grant(refreshed, account, accessToken, next);
  }

  private Session sessionOf(RefreshToken token) {
    return sessions
        .byId(token.sessionId())
        .filter(session -> token.isIssuedWith(session.key()))
        .orElseThrow(Errors::tokenInvalid);
  }

  private void verifySpendable(Session session, RefreshToken token, Instant now) {
    if (!session.expects(token)) {
      endSessions.one(session.id());
      throw Errors.refreshReused();
    }
    if (session.endTime().isPresent()) {
      throw Errors.tokenRevoked();
    }
    if (!now.isBefore(session.refreshTokenEnd())) {
      throw Errors.tokenExpired();
    }
  }

  private Account activeAccount(Session session) {
    Account account = accounts.byId(session.userId()).filter(Account::active).orElse(null);
    if (account == null) {
      endSessions.one(session.id());
      throw Errors.tokenRevoked();
    }
    return account;
  }

  /** Somebody else spent the token, or ended the session, since it was read. */
  private ApiException lostRace(RefreshToken token, Instant now) {
    verifySpendable(sessionOf(token), token, now);
    return Errors.contention("session");
  }
}
