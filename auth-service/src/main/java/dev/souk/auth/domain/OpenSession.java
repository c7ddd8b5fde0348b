package dev.souk.auth.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/**
 * Opens a session for a user who has just proven who they are.
 *
 * <p>The session is stored before the account's rights are read: a change of rights is stored
 * before it ends sessions, so either the rights read here are the new ones or the new session is
 * among those ended.
 *
 * <p>Errors: {@code INVALID_CREDENTIALS} when the account was disabled meanwhile.
 */
public final class OpenSession {
  private final Sessions sessions;
  private final Accounts accounts;
  private final AccessTokens accessTokens;
  private final Lifetimes lifetimes;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  /** Opens sessions in the given store. */
  public OpenSession(
      Sessions sessions,
      Accounts accounts,
      AccessTokens accessTokens,
      Lifetimes lifetimes,
      Ids ids,
      SecureRandom random,
      Clock clock) {
    this.sessions = sessions;
    this.accounts = accounts;
    this.accessTokens = accessTokens;
    this.lifetimes = lifetimes;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /** A session of the user on the device. */
  public Grant open(String userId, String deviceName) {
    Instant now = clock.instant();
    String sessionId = ids.next("ses");
    SessionKey key = SessionKey.random(random);
    RefreshToken refreshToken = RefreshToken.issue(sessionId, key, random);
    Session session =
        Session.begun(sessionId, userId, deviceName, key, refreshToken, lifetimes, now);
    sessions.add(session);
    Account account = activeAccount(session);
    AccessToken accessToken =
        accessTokens.issue(account, sessionId, now, now.plus(lifetimes.accessToken()));
    return new Grant(session, account, accessToken, refreshToken);
  }

  private Account activeAccount(Session session) {
    try {
      return accounts
          .byId(session.userId())
          .filter(Account::active)
          .orElseThrow(Errors::invalidCredentials);
    } catch (ApiException e) {
      sessions.remove(session.id());
      throw e;
    }
  }
}
