package dev.souk.auth.domain;

import java.time.Clock;
import java.util.List;

/** The sessions whose access tokens may still be alive and must be refused, from the truth. */
public final class Revocations {
  private final Sessions sessions;
  private final RevocationBoard board;
  private final Lifetimes lifetimes;
  private final Clock clock;

  /** Revocations of the given sessions. */
  public Revocations(Sessions sessions, RevocationBoard board, Lifetimes lifetimes, Clock clock) {
    this.sessions = sessions;
    this.board = board;
    this.lifetimes = lifetimes;
    this.clock = clock;
  }

  /** All that are in force now. */
  public List<Revocation> inForce() {
    return of(sessions.ended(lifetimes.oldestRevocation(clock.instant())));
  }

  /** Posts all that are in force, for a board that may have lost some. */
  public void repost() {
    board.post(inForce());
  }

  /** Posts those of the ended ones among the sessions. */
  void post(List<Session> ended) {
    board.post(of(ended));
  }

  private List<Revocation> of(List<Session> sessions) {
    return sessions.stream()
        .flatMap(session ->
            session.endTime().stream()
                .map(end -> new Revocation(session.id(), lifetimes.revocationEnd(end))))
        .toList();
  }
}
