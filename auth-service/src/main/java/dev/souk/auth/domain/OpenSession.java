package dev.souk.auth.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.SignInErrors;
import dev.souk.kit.id.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/**
 * Opens a session for a user who has just proven who they are.
 *
 * <p>The session is stored before the account is read again: a change of rights or password is
 * stored before it ends sessions, so either the change is seen here or the new session is among
 * those ended. An account that changed has to be proven again, as its password may be another.
 *
 * <p>Errors: {@code INVALID_CREDENTIALS} when the account was disabled meanwhile, {@code
 * CONTENTION} when it changed otherwise.
 */
public final class OpenSession {
  private final Sessions sessions;
  private final Accounts accounts;
  private final AuditLog audit;
  private final NewDevices newDevices;
  private final AccessTokens accessTokens;
  private final Lifetimes lifetimes;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  /** Opens sessions in the given store. */
  public OpenSession(
      Sessions sessions,
      Accounts accounts,
      AuditLog audit,
      NewDevices newDevices,
      AccessTokens accessTokens,
      Lifetimes lifetimes,
      Ids ids,
      SecureRandom random,
      Clock clock) {
    this.sessions = sessions;
    this.accounts = accounts;
    this.audit = audit;
    this.newDevices = newDevices;
    this.accessTokens = accessTokens;
    this.lifetimes = lifetimes;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /** A session of the account, as it was when its user proved who they are, on the device. */
  public Grant open(Account proven, String deviceName, RequestOrigin origin) {
    Instant now = clock.instant();
    String sessionId = ids.next("ses");
    SessionKey key = SessionKey.random(random);
    RefreshToken refreshToken = RefreshToken.issue(sessionId, key, random);
    Session session =
        Session.begun(
            sessionId, proven.id(), deviceName, origin, key, refreshToken, lifetimes, now);
    sessions.add(session);
    Account account = unchanged(proven, session);
    AccessToken accessToken =
        accessTokens.issue(account, sessionId, now, now.plus(lifetimes.accessToken()));
    return new Grant(session, account, accessToken, refreshToken);
  }

  private Account unchanged(Account proven, Session session) {
    try {
      Account account =
          accounts
              .byId(proven.id())
              .filter(Account::active)
              .orElseThrow(SignInErrors::invalidCredentials);
      if (!account.etag().equals(proven.etag())) {
        throw Errors.contention("user");
      }
      audit.record(AuditEntry.done("session.opened").on("session", session.id()).by(account.id()));
      newDevices.notice(session, account);
      return account;
    } catch (ApiException e) {
      sessions.remove(session.id());
      throw e;
    }
  }
}
