package dev.souk.auth.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends sessions: first in the store, which is the truth, then on the board, which the gateway and
 * the services go by. When the second fails the call fails, and a repetition posts again; so does
 * the keeper of the board.
 */
public final class EndSessions {
  private final Sessions sessions;
  private final Revocations revocations;
  private final Lifetimes lifetimes;
  private final AuditLog audit;
  private final Clock clock;

  /** Ends the given sessions. */
  public EndSessions(
      Sessions sessions,
      Revocations revocations,
      Lifetimes lifetimes,
      AuditLog audit,
      Clock clock) {
    this.sessions = sessions;
    this.revocations = revocations;
    this.lifetimes = lifetimes;
    this.audit = audit;
    this.clock = clock;
  }

  /** Ends one session. */
  public void one(String sessionId) {
    audit.record(AuditEntry.done("session.ended").on("session", sessionId));
    sessions.end(sessionId, clock.instant());
    revocations.post(sessions.byId(sessionId).stream().toList());
  }

  /** Ends a session of which a spent refresh token came again. */
  void stolen(Session session, ApiException refusal) {
    audit.record(
        AuditEntry.refused("refresh.reused", refusal)
            .on("session", session.id())
            .with("userId", session.userId()));
    one(session.id());
  }

  /**
   * Ends one session of the user.
   *
   * @throws dev.souk.kit.error.ApiException {@code RESOURCE_NOT_FOUND} when the user has none with
   *     the id
   */
  public void own(String sessionId, String userId) {
    Session own =
        sessions
            .byId(sessionId)
            .filter(session -> session.isOf(userId))
            .orElseThrow(() -> Errors.notFound("session", sessionId));
    one(own.id());
  }

  /** Ends every session of a user but the one given, and says how many there were. */
  public int allOf(String userId, Optional<String> except) {
    audit.record(
        AuditEntry.done("session.all_ended")
            .on("user", userId)
            .with("keptSession", except.orElse("")));
    Instant now = clock.instant();
    int ended = sessions.endAllOf(userId, except, now);
    revocations.post(sessions.endedOf(userId, lifetimes.oldestRevocation(now)));
    return ended;
  }
}
