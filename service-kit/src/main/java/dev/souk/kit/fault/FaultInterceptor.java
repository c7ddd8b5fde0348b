package dev.souk.kit.fault;

import dev.souk.kit.error.Errors;
import dev.souk.kit.error.FaultErrors;
import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Innermost: does to a call what its method's fault says, right before its handler runs. Calls run
 * on virtual threads, so one that waits holds none that another needs.
 */
final class FaultInterceptor implements ServerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(FaultInterceptor.class);

  private final Faults faults;
  private final Runnable crash;
  private final Map<Effect.Kind, Counter> injected = new EnumMap<>(Effect.Kind.class);

  /**
   * Injects faults.
   *
   * @param crash ends the process, and does not return
   */
  FaultInterceptor(Faults faults, Runnable crash, MeterRegistry metrics) {
    this.faults = faults;
    this.crash = crash;
    Arrays.stream(Effect.Kind.values()).forEach(kind -> injected.put(kind, counter(kind, metrics)));
  }

  private static Counter counter(Effect.Kind kind, MeterRegistry metrics) {
    return Counter.builder("souk.faults.injected")
        .description("Calls that met a fault which an administrator had set")
        .tag("kind", kind.label())
        .register(metrics);
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String method = call.getMethodDescriptor().getFullMethodName();
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onHalfClose() {
        faults.draw(method).ifPresent(effect -> inject(effect, method));
        super.onHalfClose();
      }
    };
  }

  private void inject(Effect effect, String method) {
    injected.get(effect.kind()).increment();
    switch (effect) {
      case Effect.Delay delay -> await(delay.duration());
      case Effect.Failure failure -> throw FaultErrors.faultInjected(failure.code(), method);
      case Effect.Crash _ -> {
        log.error("the process ends now: a fault says so for {}", method);
        crash.run();
      }
    }
  }

  /** Until the time is over, or the caller waits no longer. */
  private static void await(Duration delay) {
    CountDownLatch cancelled = new CountDownLatch(1);
    Context call = Context.current();
    Context.CancellationListener listener = context -> cancelled.countDown();
    call.addListener(listener, Runnable::run);
    try {
      if (cancelled.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Errors.deadlinePassed();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.deadlinePassed();
    } finally {
      call.removeListener(listener);
    }
  }
}
