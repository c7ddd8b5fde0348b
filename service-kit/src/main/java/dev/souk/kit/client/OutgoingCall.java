package dev.souk.kit.client;

import dev.souk.kit.identity.Headers;
import dev.souk.kit.identity.Origin;
import dev.souk.kit.identity.ServiceTokens;
import dev.souk.kit.log.CallContext;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.concurrent.TimeUnit;

/** Adds to a call what the called service wants to know, and a deadline where it has none. */
final class OutgoingCall implements ClientInterceptor {
  private static final long DEFAULT_DEADLINE_SECONDS = 10;

  private final String service;
  private final ServiceTokens tokens;

  OutgoingCall(String service, ServiceTokens tokens) {
    this.service = service;
    this.tokens = tokens;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, bounded(method, options))) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        headers.put(Headers.INTERNAL_TOKEN, tokens.tokenFor(service));
        CallContext served = CallContext.current();
        putUnlessEmpty(headers, Headers.REQUEST_ID, served.requestId());
        putUnlessEmpty(headers, Headers.TRACEPARENT, served.traceparent());
        Origin origin = Origin.current();
        putUnlessEmpty(headers, Headers.CLIENT_ADDRESS, origin.ipAddress());
        putUnlessEmpty(headers, Headers.CLIENT_USER_AGENT, origin.userAgent());
        super.start(listener, headers);
      }
    };
  }

  private static CallOptions bounded(MethodDescriptor<?, ?> method, CallOptions options) {
    boolean unbounded = options.getDeadline() == null && Context.current().getDeadline() == null;
    return unbounded && method.getType() == MethodDescriptor.MethodType.UNARY
        ? options.withDeadlineAfter(DEFAULT_DEADLINE_SECONDS, TimeUnit.SECONDS)
        : options;
  }

  private static void putUnlessEmpty(Metadata headers, Metadata.Key<String> key, String value) {
    if (!value.isEmpty()) {
      headers.put(key, value);
    }
  }
}
