package dev.souk.payment.metric;

import dev.souk.kit.metric.EnumCounters;
import dev.souk.kit.money.Amount;
import dev.souk.payment.domain.Operation;
import dev.souk.payment.domain.PaymentProvider;
import dev.souk.payment.domain.ProviderAnswer;
import dev.souk.payment.domain.ProviderTimeout;
import dev.souk.payment.domain.ProviderUnavailable;
import dev.souk.payment.domain.UnknownToken;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A provider whose answers are counted and timed: {@code souk_payment_provider_seconds}, by
 * operation and outcome. What is asked again because no answer came is counted again.
 */
public final class MeteredProvider implements PaymentProvider {
  private static final Duration[] BUCKETS =
      Arrays.stream(new long[] {10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000})
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PaymentProvider provider;
  private final Map<Ending, Timer> timers = new HashMap<>();

  private enum Kind {
    AUTHORIZE,
    CONFIRMATION,
    CAPTURE,
    VOID,
    REFUND,
    LOOK_UP
  }

  private enum Outcome {
    /** Done. */
    APPROVED,
    /** Refused for good: a declined card, say. */
    REFUSED,
    /** The buyer has to confirm. */
    ACTION_REQUIRED,
    /** A token that is not the provider's. */
    UNKNOWN_TOKEN,
    /** A look-up that found nothing. */
    NOT_FOUND,
    /** Not known whether it was done. */
    TIMEOUT,
    /** Not done, but may be later. */
    UNAVAILABLE,
    /** A defect. */
    FAILED
  }

  private record Ending(Kind kind, Outcome outcome) {}

  /** Meters the provider. */
  public MeteredProvider(PaymentProvider provider, MeterRegistry metrics) {
    this.provider = provider;
    for (Kind kind : Kind.values()) {
      for (Outcome outcome : Outcome.values()) {
        Ending ending = new Ending(kind, outcome);
        timers.put(ending, timer(ending, metrics));
      }
    }
  }

  private static Timer timer(Ending ending, MeterRegistry metrics) {
    return Timer.builder("souk.payment.provider")
        .description("Time that the payment provider took to answer")
        .tag("operation", EnumCounters.labelOf(ending.kind))
        .tag("outcome", EnumCounters.labelOf(ending.outcome))
        .serviceLevelObjectives(BUCKETS)
        .register(metrics);
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public ProviderAnswer authorize(String key, Amount amount, String token) {
    return answer(Kind.AUTHORIZE, () -> provider.authorize(key, amount, token));
  }

  @Override
  public ProviderAnswer confirmation(String authorization) {
    return answer(Kind.CONFIRMATION, () -> provider.confirmation(authorization));
  }

  @Override
  public ProviderAnswer capture(String key, String authorization, Amount amount) {
    return answer(Kind.CAPTURE, () -> provider.capture(key, authorization, amount));
  }

  @Override
  public ProviderAnswer voidAuthorization(String key, String authorization) {
    return answer(Kind.VOID, () -> provider.voidAuthorization(key, authorization));
  }

  @Override
  public ProviderAnswer refund(String key, String authorization, Amount amount) {
    return answer(Kind.REFUND, () -> provider.refund(key, authorization, amount));
  }

  @Override
  public Optional<ProviderAnswer> find(Operation operation, Optional<String> authorization) {
    return timed(
        Kind.LOOK_UP,
        () -> provider.find(operation, authorization),
        found -> found.map(MeteredProvider::outcome).orElse(Outcome.NOT_FOUND));
  }

  private ProviderAnswer answer(Kind kind, Supplier<ProviderAnswer> request) {
    return timed(kind, request, MeteredProvider::outcome);
  }

  private <T> T timed(Kind kind, Supplier<T> request, Function<T, Outcome> outcomeOf) {
    long start = System.nanoTime();
    Outcome outcome = Outcome.FAILED;
    try {
      T answer = request.get();
      outcome = outcomeOf.apply(answer);
      return answer;
    } catch (ProviderTimeout e) {
      outcome = Outcome.TIMEOUT;
      throw e;
    } catch (ProviderUnavailable e) {
      outcome = Outcome.UNAVAILABLE;
      throw e;
    } catch (UnknownToken e) {
      outcome = Outcome.UNKNOWN_TOKEN;
      throw e;
    } finally {
      record(new Ending(kind, outcome), System.nanoTime() - start);
    }
  }

  private void record(Ending ending, long nanos) {
    Timer timer = timers.get(ending);
    if (timer != null) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private static Outcome outcome(ProviderAnswer answer) {
    return switch (answer) {
      case ProviderAnswer.Approved approved -> Outcome.APPROVED;
      case ProviderAnswer.Refused refused -> Outcome.REFUSED;
      case ProviderAnswer.ActionRequired required -> Outcome.ACTION_REQUIRED;
    };
  }
}
