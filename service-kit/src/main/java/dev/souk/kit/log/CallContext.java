package dev.souk.kit.log;

import io.grpc.Context;

/** What follows a request through the services and stands in every log line. */
public final class CallContext {
  /** Where the context of the served call is kept. */
  public static final Context.Key<CallContext> KEY =
      Context.keyWithDefault("souk-call", new CallContext("", "", ""));

  private final String service;
  private final String requestId;
  private final String traceparent;
  private volatile String userId = "";

  /**
   * The context of a call.
   *
   * @param service the service that serves it
   * @param requestId the request's id, made by the gateway or, without one, by the first service
   * @param traceparent W3C Trace Context of the request; may be empty
   */
  public CallContext(String service, String requestId, String traceparent) {
    this.service = service;
    this.requestId = requestId;
    this.traceparent = traceparent;
  }

  /** The call that the current thread serves; one without values outside of calls. */
  public static CallContext current() {
    return KEY.get();
  }

  /** The service that serves the call, or empty. */
  public String service() {
    return service;
  }

  /** The request's id, or empty. */
  public String requestId() {
    return requestId;
  }

  /** W3C Trace Context of the request, or empty. */
  public String traceparent() {
    return traceparent;
  }

  /** The trace's id, 32 hexadecimal digits, or empty. */
  public String traceId() {
    String[] parts = traceparent.split("-", -1);
    return parts.length >= 4 && parts[1].length() == 32 ? parts[1] : "";
  }

  /**
   * The id of the span that the call is, where spans are made, else of the last one before it; 16
   * hexadecimal digits, or empty.
   */
  public String spanId() {
    String[] parts = traceparent.split("-", -1);
    return parts.length >= 4 && parts[2].length() == 16 ? parts[2] : "";
  }

  /** The user who calls, once known, or empty. */
  public String userId() {
    return userId;
  }

  /** Notes who calls, for the log. */
  public void calledBy(String user) {
    userId = user;
  }
}
