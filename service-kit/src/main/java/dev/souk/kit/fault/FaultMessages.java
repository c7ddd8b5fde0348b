package dev.souk.kit.fault;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.souk.operation.v1.CrashEffect;
import dev.souk.operation.v1.DelayEffect;
import dev.souk.operation.v1.ErrorEffect;
import dev.souk.operation.v1.SetFaultRequest;
import java.time.Duration;
import java.time.Instant;

/** Faults as messages and back. */
final class FaultMessages {
  private FaultMessages() {}

  /** The fault of a valid request that arrived now. */
  static Fault fault(SetFaultRequest request, Instant now) {
    dev.souk.operation.v1.Fault fault = request.getFault();
    return new Fault(
        fault.getMethod(),
        fault.getProbability(),
        effect(fault),
        now.plus(duration(request.getTimeToLive())));
  }

  static dev.souk.operation.v1.Fault message(Fault fault) {
    dev.souk.operation.v1.Fault.Builder message =
        dev.souk.operation.v1.Fault.newBuilder()
            .setMethod(fault.method())
            .setProbability(fault.probability())
            .setExpireTime(Timestamps.fromMillis(fault.expireTime().toEpochMilli()));
    return switch (fault.effect()) {
      case Effect.Delay delay ->
          message
              .setDelay(
                  DelayEffect.newBuilder()
                      .setDuration(Durations.fromMillis(delay.duration().toMillis())))
              .build();
      case Effect.Failure failure ->
          message.setError(ErrorEffect.newBuilder().setCode(failure.code())).build();
      case Effect.Crash _ -> message.setCrash(CrashEffect.getDefaultInstance()).build();
    };
  }

  private static Effect effect(dev.souk.operation.v1.Fault fault) {
    return switch (fault.getEffectCase()) {
      case DELAY -> new Effect.Delay(duration(fault.getDelay().getDuration()));
      case ERROR -> new Effect.Failure(fault.getError().getCode());
      case CRASH -> new Effect.Crash();
      case EFFECT_NOT_SET -> throw new IllegalArgumentException("the rules ask for an effect");
    };
  }

  private static Duration duration(com.google.protobuf.Duration duration) {
    return Duration.ofMillis(Durations.toMillis(duration));
  }
}
