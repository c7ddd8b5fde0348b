package dev.souk.kit.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceMainTest {
  @ParameterizedTest
  @ValueSource(strings = {"migrat", "migrate now", "serve"})
  void an_argument_that_is_not_known_starts_nothing(String arguments) {
    assertThatThrownBy(() -> run(arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(arguments);
  }

  @Test
  void a_failed_start_and_a_failed_migration_end_the_process() {
    assertThatThrownBy(() -> run("")).hasMessage("start");
    assertThatThrownBy(() -> run("migrate")).hasMessage("migrate");
  }

  private static void run(String arguments) throws InterruptedException {
    ServiceMain.run(
        arguments.isEmpty() ? new String[0] : arguments.split(" ", -1),
        env -> {
          throw new IllegalStateException("start");
        },
        env -> {
          throw new IllegalStateException("migrate");
        });
  }
}
