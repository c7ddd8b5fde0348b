package dev.souk.auth.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.id.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sessions in which machines call in a user's name. Their tokens end like any other when the
 * session does; so what ends the sessions of a user, such as a change of rights, ends these too.
 * Nobody is given a refresh token, and no list of sign-ins shows them.
 */
public final class MachineSessions {
  /** Less than the 30 days for which a session is kept whose refresh token can be used no more. */
  private static final Duration LIFETIME = Duration.ofDays(14);

  private final Sessions sessions;
  private final EndSessions endSessions;
  private final Accounts accounts;
  private final AuditLog audit;
  private final AccessTokens accessTokens;
  private final Lifetimes lifetimes;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  /** Sessions of the given store. */
  public MachineSessions(
      Sessions sessions,
      EndSessions endSessions,
      Accounts accounts,
      AuditLog audit,
      AccessTokens accessTokens,
      Lifetimes lifetimes,
      Ids ids,
      SecureRandom random,
      Clock clock) {
    this.sessions = sessions;
    this.endSessions = endSessions;
    this.accounts = accounts;
    this.audit = audit;
    this.accessTokens = accessTokens;
    this.lifetimes = lifetimes;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /** Begins one; its id. */
  public String begin(String userId, String machine) {
    String id = ids.next("ses");
    SessionKey key = SessionKey.random(random);
    Instant now = clock.instant();
    audit.record(
        AuditEntry.done("session.opened").on("session", id).by(userId).with("by", "machine"));
    sessions.add(
        Session.ofMachine(
            id,
            userId,
            machine,
            key,
            RefreshToken.issue(id, key, random),
            now,
            now.plus(LIFETIME)));
    return id;
  }

  /** Whether it goes on for at least as long as an access token that is issued now. */
  public boolean isLiving(String sessionId) {
    Instant tokenEnd = clock.instant().plus(lifetimes.accessToken());
    return sessions
        .byId(sessionId)
        .filter(session -> session.endTime().isEmpty())
        .filter(session -> tokenEnd.isBefore(session.absoluteEnd()))
        .isPresent();
  }

  /** Forgets one of which nobody has a token. */
  public void discard(String sessionId) {
    sessions.remove(sessionId);
  }

  /** Ends one with all its tokens. */
  public void end(String sessionId) {
    endSessions.one(sessionId);
  }

  /**
   * Whose session it is, as long as the account is active.
   *
   * <p>To be read once the session is stored or was seen living: a change of rights is stored
   * before it ends sessions, so either it is seen here or the session is among those ended.
   */
  public Optional<Account> owner(String userId) {
    return accounts.byId(userId).filter(Account::active);
  }

  /** A token of the session, until then at the latest. */
  public AccessToken token(
      Account owner, String sessionId, ClientScope client, Optional<Instant> latestEnd) {
    Instant now = clock.instant();
    Instant end = now.plus(lifetimes.accessToken());
    return accessTokens.issue(
        owner, sessionId, client, now, latestEnd.filter(end::isAfter).orElse(end));
  }
}
