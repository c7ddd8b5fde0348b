package dev.souk.auth.domain;

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
  private final Clock clock;

  /** Ends the given sessions. */
  public EndSessions(Sessions sessions, Revocations revocations, Lifetimes lifetimes, Clock clock) {
    this.sessions = sessions;
    this.revocations = revocations;
    this.lifetimes = lifetimes;
    this.clock = clock;
  }

  /** Ends one session. */
  public void one(String sessionId) {
    sessions.end(sessionId, clock.instant());
    revocations.post(sessions.byId(sessionId).stream().toList());
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
    Instant now = clock.instant();
    int ended = sessions.endAllOf(userId, except, now);
    revocations.post(sessions.endedOf(userId, lifetimes.oldestRevocation(now)));
    return ended;
  }
}
