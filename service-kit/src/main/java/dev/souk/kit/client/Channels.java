package dev.souk.kit.client;

import dev.souk.kit.identity.ServiceTokens;
import dev.souk.kit.tracing.ClientSpans;
import dev.souk.kit.tracing.Tracing;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;

/** Opens channels to other services. */
public final class Channels {
  private Channels() {}

  /**
   * A channel on which every call carries this service's token, the id and the trace of the request
   * being served, and a deadline: what is left of the served request's, else 10 seconds. Nothing is
   * retried here. Calls go in turn to every address that the name has; an instance that stops says
   * so on its connection, and gets no new ones.
   *
   * @param target {@code host:port}
   * @param service the name of the service there, such as {@code product-service}
   */
  public static ManagedChannel open(
      String target, String service, ServiceTokens tokens, Tracing tracing) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forTarget(target)
            .usePlaintext()
            .defaultLoadBalancingPolicy("round_robin");
    if (tracing.isOn()) {
      // The one added last is called first: the span's name replaces the served call's.
      builder.intercept(new ClientSpans(tracing.openTelemetry()));
    }
    return builder.intercept(new OutgoingCall(service, tokens)).build();
  }
}
