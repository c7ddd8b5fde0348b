package dev.souk.kit.tracing;

import dev.souk.kit.log.CallContext;
import io.grpc.Context;

/**
 * Work that goes on with what a call began and did not end, hours later perhaps: a trace of its
 * own, linked to the call's. Where that was not traced it goes by the call's in logs and events.
 */
public final class ResumedWork {
  private final Tracing tracing;
  private final String service;

  /** Work of a service. */
  public ResumedWork(String service, Tracing tracing) {
    this.service = service;
    this.tracing = tracing;
  }

  /**
   * Does it.
   *
   * @param name what is done, such as {@code resume order}
   * @param traceparent W3C trace context of the call that began it; may be empty
   */
  public void run(String name, String traceparent, Runnable work) {
    if (tracing.isOn() && Traceparent.spanOf(traceparent).isSampled()) {
      new LinkedSpan(tracing.openTelemetry(), service).run(name, traceparent, work);
    } else if (tracing.isOn()) {
      new Untraced(service).run(traceparent, work);
    } else {
      Context.current()
          .withValue(CallContext.KEY, new CallContext(service, "", traceparent))
          .run(work);
    }
  }
}
