package dev.souk.auth.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.auth.metric.SignIns.Method;
import dev.souk.kit.error.AccountErrors;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.SignInErrors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInsTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final SignIns signIns = new SignIns(metrics);

  private double signIns(String method, String outcome) {
    return metrics
        .get("souk.signins")
        .tag("method", method)
        .tag("outcome", outcome)
        .counter()
        .count();
  }

  private void refuse(ApiException refusal) {
    assertThatThrownBy(() ->
            signIns.signIn(
                Method.PASSWORD,
                () -> {
                  throw refusal;
                }))
        .isSameAs(refusal);
  }

  @Test
  void attempts_are_counted_by_how_they_end_and_end_as_without() {
    assertThat(signIns("second_factor", "refused")).isZero();

    assertThat(signIns.<String>signIn(Method.PASSWORD, () -> "session")).isEqualTo("session");
    refuse(SignInErrors.invalidCredentials());
    refuse(SignInErrors.lockedOut(Duration.ofSeconds(1)));
    refuse(Errors.unavailable("mongodb"));

    assertThat(signIns("password", "succeeded")).isEqualTo(1);
    assertThat(signIns("password", "refused")).isEqualTo(1);
    assertThat(signIns("password", "locked_out")).isEqualTo(1);
    assertThat(signIns("password", "failed")).isEqualTo(1);
  }

  @Test
  void a_key_that_opens_nothing_is_refused() {
    assertThat(signIns.<String>useOfKey(Optional::empty)).isEmpty();
    assertThat(signIns.useOfKey(() -> Optional.of("use"))).contains("use");
    assertThat(signIns("api_key", "refused")).isEqualTo(1);
    assertThat(signIns("api_key", "succeeded")).isEqualTo(1);
  }

  @Test
  void registrations_are_counted_apart() {
    assertThatThrownBy(() ->
            signIns.registration(() -> {
              throw AccountErrors.emailTaken();
            }))
        .isInstanceOf(ApiException.class);
    assertThat(metrics.get("souk.registrations").tag("outcome", "refused").counter().count())
        .isEqualTo(1);
    assertThat(signIns("password", "refused")).isZero();
  }
}
