package dev.souk.bench;

import dev.souk.kit.identity.Headers;
import dev.souk.kit.identity.Jwks;
import dev.souk.kit.identity.RsaKeys;
import dev.souk.kit.identity.ServiceTokens;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.nio.file.Path;
import java.time.Clock;

/** Calls as a service of the shop that is measured, with that service's key. */
enum CallingService {
  /** order-service. */
  ORDER("order-service");

  private final String serviceName;

  CallingService(String serviceName) {
    this.serviceName = serviceName;
  }

  /** The channel to product-service with this service's token. */
  Channel on(Channel productService) {
    Path keys = Path.of(System.getenv("SOUK_HOME"), "keys");
    ServiceTokens tokens =
        new ServiceTokens(
            serviceName,
            RsaKeys.readPrivate(keys.resolve(serviceName + ".pem")),
            Jwks.read(keys.resolve("services.jwks.json")),
            Clock.systemUTC());
    return ClientInterceptors.intercept(
        productService,
        new ClientInterceptor() {
          @Override
          public <Q, A> ClientCall<Q, A> interceptCall(
              MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
              @Override
              public void start(Listener<A> listener, Metadata headers) {
                headers.put(Headers.INTERNAL_TOKEN, tokens.tokenFor("product-service"));
                super.start(listener, headers);
              }
            };
          }
        });
  }
}
