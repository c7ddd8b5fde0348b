package dev.souk.cart;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.Deadline;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JitteredPauseTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final JitteredPause pause = new JitteredPause(new Random(7));

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void work_without_a_deadline_is_given_up_after_100_attempts() {
    assertThat(pause.before(99)).isTrue();
    assertThat(pause.before(100)).isFalse();
  }

  @Test
  void a_call_goes_on_for_as_long_as_it_has_time() throws Exception {
    assertThat(before(1_000, 60_000)).isTrue();
  }

  @Test
  void a_call_whose_deadline_is_near_is_given_up_in_time_to_say_so() throws Exception {
    assertThat(before(1, 50)).isFalse();
    assertThat(before(1, -1)).isFalse();
  }

  private boolean before(int attempt, long millisLeft) throws Exception {
    try (Context.CancellableContext call =
        Context.current().withDeadline(Deadline.after(millisLeft, TimeUnit.MILLISECONDS), timer)) {
      return call.call(() -> pause.before(attempt));
    }
  }
}
