package dev.souk.auth.metric;

import com.google.rpc.Code;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.metric.EnumCounters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Counts sign-ins by method and outcome, and registrations: {@code souk_signins_total} and more.
 */
public final class SignIns {
  private final Map<Method, EnumCounters<Outcome>> signIns;
  private final EnumCounters<Outcome> registrations;

  /** How somebody proves who they are. */
  public enum Method {
    /** By a password. */
    PASSWORD,
    /** By the code that follows a password. */
    SECOND_FACTOR,
    /** By a token of another issuer, or the secret of an API key, at the token endpoint. */
    OAUTH,
    /** By an API key with a request; the gateway asks once in ten minutes. */
    API_KEY
  }

  private enum Outcome {
    SUCCEEDED,
    /** Wrong: a password, a code, a key; or what was sent makes no sense. */
    REFUSED,
    /** Not looked at: too many were wrong. */
    LOCKED_OUT,
    /** Right, and a second factor is asked for. */
    CHALLENGED,
    /** Nobody knows: something did not answer, or a defect. */
    FAILED
  }

  /** Registers the counters. */
  public SignIns(MeterRegistry metrics) {
    signIns =
        Arrays.stream(Method.values())
            .collect(Collectors.toMap(method -> method, method -> counters(metrics, method)));
    registrations =
        EnumCounters.register(
            metrics, "souk.registrations", "Attempts to register", "outcome", Outcome.class);
  }

  private static EnumCounters<Outcome> counters(MeterRegistry metrics, Method method) {
    return EnumCounters.register(
        metrics,
        "souk.signins",
        "Attempts to sign in",
        "outcome",
        Outcome.class,
        "method",
        EnumCounters.labelOf(method));
  }

  /** Counts an attempt to sign in by how it ends. */
  public <T> T signIn(Method method, Supplier<T> attempt) {
    return counted(
        Objects.requireNonNull(signIns.get(method)), attempt, result -> Outcome.SUCCEEDED);
  }

  /** Counts the use of an API key; one without a result is refused. */
  public <T> Optional<T> useOfKey(Supplier<Optional<T>> attempt) {
    return counted(
        Objects.requireNonNull(signIns.get(Method.API_KEY)),
        attempt,
        result -> result.isPresent() ? Outcome.SUCCEEDED : Outcome.REFUSED);
  }

  /** Counts an attempt to register by how it ends. */
  public <T> T registration(Supplier<T> attempt) {
    return counted(registrations, attempt, result -> Outcome.SUCCEEDED);
  }

  private static <T> T counted(
      EnumCounters<Outcome> counters, Supplier<T> attempt, Function<T, Outcome> outcomeOf) {
    Outcome outcome = Outcome.FAILED;
    try {
      T result = attempt.get();
      outcome = outcomeOf.apply(result);
      return result;
    } catch (ApiException e) {
      outcome = outcome(e);
      throw e;
    } finally {
      counters.count(outcome);
    }
  }

  private static Outcome outcome(ApiException refusal) {
    if (refusal.reason().equals(Reason.LOCKED_OUT.name())) {
      return Outcome.LOCKED_OUT;
    }
    if (refusal.reason().equals(Reason.TOTP_REQUIRED.name())) {
      return Outcome.CHALLENGED;
    }
    return isOurFault(refusal.code()) ? Outcome.FAILED : Outcome.REFUSED;
  }

  private static boolean isOurFault(Code code) {
    return switch (code) {
      case UNAVAILABLE,
          INTERNAL,
          DEADLINE_EXCEEDED,
          UNKNOWN,
          DATA_LOSS,
          RESOURCE_EXHAUSTED,
          ABORTED ->
          true;
      default -> false;
    };
  }
}
