package dev.souk.auth.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.auth.domain.Revocation;
import dev.souk.kit.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevocationFeedTest {
  private static final List<Revocation> ONE =
      List.of(new Revocation("ses_1", Instant.parse("2026-11-21T12:00:00.123Z")));

  private final RevocationFeed feed = new RevocationFeed(2);

  @Test
  void a_subscription_gets_what_is_delivered_after_it_began() throws Exception {
    feed.goLive();
    feed.deliver(ONE);
    try (RevocationSubscription subscription = feed.subscribe()) {
      assertThat(subscription.next(Duration.ZERO)).isEmpty();
      feed.deliver(ONE);
      assertThat(subscription.next(Duration.ZERO)).isEqualTo(ONE);
    }
  }

  @Test
  void a_watcher_that_does_not_keep_up_is_broken_off() throws Exception {
    feed.goLive();
    try (RevocationSubscription slow = feed.subscribe();
        RevocationSubscription fast = feed.subscribe()) {
      for (int i = 0; i < 3; i++) {
        feed.deliver(ONE);
        assertThat(fast.next(Duration.ZERO)).isEqualTo(ONE);
      }
      assertThatThrownBy(() -> slow.next(Duration.ZERO)).isInstanceOf(ApiException.class);
    }
  }

  @Test
  void a_lost_channel_breaks_every_subscription_also_new_ones() {
    feed.goLive();
    try (RevocationSubscription old = feed.subscribe()) {
      feed.interrupt();
      assertThatThrownBy(() -> old.next(Duration.ZERO)).isInstanceOf(ApiException.class);
    }
    try (RevocationSubscription late = feed.subscribe()) {
      assertThatThrownBy(() -> late.next(Duration.ZERO)).isInstanceOf(ApiException.class);
    }
  }

  @Test
  void messages_read_as_they_were_written() {
    List<Revocation> two =
        List.of(ONE.getFirst(), new Revocation("ses_2", Instant.ofEpochMilli(5)));
    assertThat(RevocationMessages.parse(RevocationMessages.format(two))).isEqualTo(two);
    assertThatThrownBy(() -> RevocationMessages.parse("nonsense"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
