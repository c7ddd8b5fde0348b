package dev.souk.auth;

import dev.souk.auth.api.RevocationStream;
import dev.souk.auth.domain.EndedSessions;
import dev.souk.auth.domain.Revocations;
import dev.souk.auth.event.RedisRevocationBoard;
import dev.souk.auth.event.RevocationFeed;
import dev.souk.auth.event.RevocationKeeper;
import dev.souk.auth.event.RevocationListener;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.SoukServer;
import java.time.Duration;

/**
 * How the rest of the shop learns that a session has ended.
 *
 * @param revocations writes it down
 * @param stream tells those who watch
 */
record RevocationSetup(Revocations revocations, RevocationStream stream) {
  private static final int WATCHER_BACKLOG = 1_000;
  private static final Duration BETWEEN_BOARD_CHECKS = Duration.ofSeconds(1);
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(5);

  /** Follows the board in Redis, and fills it anew when it was lost. */
  static RevocationSetup start(Foundation base) {
    SoukServer server = base.server();
    RedisRevocationBoard board = new RedisRevocationBoard(base.redis(), base.clock());
    Revocations revocations =
        new Revocations(base.sessions(), board, base.lifetimes(), base.clock());
    RevocationFeed feed = server.closing(new RevocationFeed(WATCHER_BACKLOG));
    RevocationListener listener =
        server.closing(RevocationListener.start(base.config().redisUri(), feed, SILENCE_LIMIT));
    RevocationKeeper keeper = new RevocationKeeper(board, revocations, base.clock());
    server.closing(new RepeatedTask("revocation-keeper", BETWEEN_BOARD_CHECKS, keeper::check));
    server.closing(new RepeatedTask("revocation-ping", BETWEEN_BOARD_CHECKS, listener::ping));
    server.revocations(new EndedSessions(base.sessions())).onDrain(feed::close);
    return new RevocationSetup(revocations, new RevocationStream(feed, revocations));
  }
}
