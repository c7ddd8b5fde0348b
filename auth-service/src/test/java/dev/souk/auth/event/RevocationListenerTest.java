package dev.souk.auth.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.embedded.EmbeddedRedis;
import dev.souk.kit.error.ApiException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationListenerTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @TempDir Path folder;

  @Test
  void a_silent_connection_lives_while_pings_are_answered_and_is_given_up_when_not() {
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder, 0);
        RevocationFeed feed = new RevocationFeed(10);
        RevocationListener listener =
            RevocationListener.start(URI.create(redis.uri()), feed, LIMIT)) {
      await().atMost(Duration.ofSeconds(5)).until(() -> pingedAndWhole(listener, feed.subscribe()));
      try (RevocationSubscription subscription = feed.subscribe()) {
        await()
            .pollInterval(Duration.ofMillis(100))
            .during(LIMIT.multipliedBy(2))
            .atMost(LIMIT.multipliedBy(3))
            .until(() -> pingedAndWhole(listener, subscription));
        await().atMost(LIMIT.multipliedBy(3)).until(() -> !isWhole(subscription));
      }
      await().atMost(Duration.ofSeconds(5)).until(() -> isWhole(feed.subscribe()));
    }
  }

  private static boolean pingedAndWhole(
      RevocationListener listener, RevocationSubscription subscription)
      throws InterruptedException {
    listener.ping();
    return isWhole(subscription);
  }

  private static boolean isWhole(RevocationSubscription subscription) throws InterruptedException {
    try {
      assertThat(subscription.next(Duration.ZERO)).isEmpty();
      return true;
    } catch (ApiException e) {
      return false;
    }
  }
}
