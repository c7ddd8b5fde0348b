package dev.souk.auth.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.SignInErrors;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/**
 * Spends a refresh token for the next pair of tokens (RFC 9700, section 4.14.2).
 *
 * <p>The account is read before the token is spent: a client whose call fails can repeat it. Rights
 * that change in between end the session, so the token is not spent or what it bought is revoked.
 *
 * <p>A client that lost the answer, and one that asks twice at once, is answered with the same
 * refresh token for a few seconds, as long as that one is not spent.
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
    RefreshToken token = RefreshToken.parse(refreshToken).orElseThrow(SignInErrors::tokenInvalid);
    Session session = sessionOf(token);
    verifyUsable(session, token, now);
    Account account = activeAccount(session);
    if (session.expects(token)) {
      RefreshToken next = RefreshToken.issue(session.id(), session.key(), random);
      Session refreshed =
          session.refreshed(succession(token, next, now), next, origin, lifetimes, now);
      if (sessions.refresh(session, refreshed)) {
        return grant(refreshed, account, next, now);
      }
      session = sessionOf(token); // Another call spent the token, or ended the session.
      verifyUsable(session, token, now);
    }
    RefreshToken successor =
        session.successorOf(token, now).orElseThrow(() -> Errors.contention("session"));
    return grant(session, account, successor, now);
  }

  private Succession succession(RefreshToken spent, RefreshToken next, Instant now) {
    return new Succession(
        spent.hash(), SealedToken.seal(next, spent, random), now.plus(lifetimes.grace()));
  }

  private Grant grant(Session session, Account account, RefreshToken refreshToken, Instant now) {
    AccessToken accessToken =
        accessTokens.issue(account, session.id(), now, now.plus(lifetimes.accessToken()));
    return new Grant(session, account, accessToken, refreshToken);
  }

  private Session sessionOf(RefreshToken token) {
    return sessions
        .byId(token.sessionId())
        .filter(session -> token.isIssuedWith(session.key()))
        .orElseThrow(SignInErrors::tokenInvalid);
  }

  private void verifyUsable(Session session, RefreshToken token, Instant now) {
    if (!session.expects(token) && session.successorOf(token, now).isEmpty()) {
      ApiException reused = SignInErrors.refreshReused();
      endSessions.stolen(session, reused);
      throw reused;
    }
    if (session.endTime().isPresent()) {
      throw SignInErrors.tokenRevoked();
    }
    if (!now.isBefore(session.refreshTokenEnd())) {
      throw SignInErrors.tokenExpired();
    }
  }

  private Account activeAccount(Session session) {
    Account account = accounts.byId(session.userId()).filter(Account::active).orElse(null);
    if (account == null) {
      endSessions.one(session.id());
      throw SignInErrors.tokenRevoked();
    }
    return account;
  }
}
