package dev.souk.auth.event;

import dev.souk.auth.domain.Revocations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps the board of revocations complete: posts all that are in force at the start, when Redis
 * lost its data, when posting failed, and once a minute, as a failover can lose the last writes
 * alone.
 */
public final class RevocationKeeper {
  private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(1);

  private final RedisRevocationBoard board;
  private final Revocations revocations;
  private final Clock clock;
  private Instant nextRepost = Instant.MIN;

  /** Keeps the given board. */
  public RevocationKeeper(RedisRevocationBoard board, Revocations revocations, Clock clock) {
    this.board = board;
    this.revocations = revocations;
    this.clock = clock;
  }

  /** Posts what may be missing; to be called every second. */
  public synchronized void check() {
    Instant now = clock.instant();
    if (now.isBefore(nextRepost) && board.isComplete()) {
      return;
    }
    board.complete(revocations::repost);
    nextRepost = now.plus(AT_LEAST_EVERY);
  }
}
