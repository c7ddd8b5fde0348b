package dev.souk.payment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.money.Amount;
import dev.souk.payment.domain.Operation;
import dev.souk.payment.domain.PaymentProvider;
import dev.souk.payment.domain.ProviderAnswer;
import dev.souk.payment.domain.ProviderTimeout;
import dev.souk.payment.domain.ProviderUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeteredProviderTest {
  private static final Amount AMOUNT = new Amount("GBP", 100);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final MeteredProvider provider = new MeteredProvider(new Moody(), metrics);

  /** Approves authorizations, declines captures, and knows nothing else. */
  private static final class Moody implements PaymentProvider {
    @Override
    public String name() {
      return "moody";
    }

    @Override
    public ProviderAnswer authorize(String key, Amount amount, String token) {
      return new ProviderAnswer.Approved("a");
    }

    @Override
    public ProviderAnswer confirmation(String authorization) {
      throw new IllegalStateException("a defect");
    }

    @Override
    public ProviderAnswer capture(String key, String authorization, Amount amount) {
      return new ProviderAnswer.Refused("expired");
    }

    @Override
    public ProviderAnswer voidAuthorization(String key, String authorization) {
      throw new ProviderTimeout("late");
    }

    @Override
    public ProviderAnswer refund(String key, String authorization, Amount amount) {
      throw new ProviderUnavailable("closed");
    }

    @Override
    public Optional<ProviderAnswer> find(Operation operation, Optional<String> authorization) {
      return Optional.empty();
    }
  }

  private long count(String operation, String outcome) {
    return metrics
        .get("souk.payment.provider")
        .tag("operation", operation)
        .tag("outcome", outcome)
        .timer()
        .count();
  }

  @Test
  void every_request_is_counted_by_how_it_ended_and_ends_as_without() {
    assertThat(count("refund", "unavailable")).isZero();

    assertThat(provider.authorize("k", AMOUNT, "t")).isEqualTo(new ProviderAnswer.Approved("a"));
    assertThat(provider.capture("k", "a", AMOUNT)).isEqualTo(new ProviderAnswer.Refused("expired"));
    assertThatThrownBy(() -> provider.voidAuthorization("k", "a"))
        .isInstanceOf(ProviderTimeout.class);
    assertThatThrownBy(() -> provider.refund("k", "a", AMOUNT))
        .isInstanceOf(ProviderUnavailable.class);
    assertThatThrownBy(() -> provider.confirmation("a")).isInstanceOf(IllegalStateException.class);

    assertThat(count("authorize", "approved")).isEqualTo(1);
    assertThat(count("capture", "refused")).isEqualTo(1);
    assertThat(count("void", "timeout")).isEqualTo(1);
    assertThat(count("refund", "unavailable")).isEqualTo(1);
    assertThat(count("confirmation", "failed")).isEqualTo(1);
    assertThat(count("authorize", "refused")).isZero();
  }
}
