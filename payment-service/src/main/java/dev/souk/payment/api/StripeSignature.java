package dev.souk.payment.api;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Objects;

/** Takes the signature of an event out of the call's metadata, where the gateway put it. */
final class StripeSignature implements ServerInterceptor {
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of("stripe-signature", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<String> SIGNATURE =
      Context.keyWithDefault("stripe-signature", "");

  /** The signature of the call that is served; empty when it has none. */
  static String current() {
    return SIGNATURE.get();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String signature = Objects.requireNonNullElse(headers.get(HEADER), "");
    return Contexts.interceptCall(
        Context.current().withValue(SIGNATURE, signature), call, headers, next);
  }
}
