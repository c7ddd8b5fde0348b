package dev.souk.kit.server;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Refuses requests that break the rules in their proto, naming every field at once. */
final class ValidationInterceptor implements ServerInterceptor {
  private final MessageRules rules;

  ValidationInterceptor(MessageRules rules) {
    this.rules = rules;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onMessage(Q message) {
        rules.check((Message) message);
        super.onMessage(message);
      }
    };
  }
}
