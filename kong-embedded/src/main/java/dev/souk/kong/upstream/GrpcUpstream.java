package dev.souk.kong.upstream;

import dev.souk.kong.config.Service;
import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Response;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gRPC service behind the gateway. */
public final class GrpcUpstream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GrpcUpstream.class);

  /** As {@code KONG_NGINX_PROXY_GRPC_BUFFER_SIZE}: the details of an error travel in metadata. */
  private static final int MAX_METADATA_BYTES = 64 * 1024;

  /** The largest file, and what a message holds besides. */
  private static final int MAX_MESSAGE_BYTES = 17 * 1024 * 1024;

  /**
   * For a connection that was refused before: longer would make callers wait for a service that is
   * down.
   */
  private static final Duration RECONNECT_PATIENCE = Duration.ofMillis(500);

  private final Service service;
  private final ManagedChannel channel;
  private final TargetHealth health;

  /**
   * @param target {@code host:port}
   */
  public GrpcUpstream(Service service, String target, TargetHealth health) {
    this.service = service;
    this.health = health;
    this.channel =
        NettyChannelBuilder.forTarget(target)
            .usePlaintext()
            .directExecutor()
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .disableRetry()
            .build();
    channel.getState(true);
  }

  /** Sends the request that the plugins have made of the exchange, and waits for the answer. */
  public Response call(Exchange exchange, byte[] body) throws InterruptedException {
    if (!health.isHealthy()) {
      return Response.error(503, "failure to get a peer from the ring-balancer");
    }
    byte[] message = GrpcFrame.unwrap(body);
    Metadata metadata = MetadataHeaders.of(exchange);
    forwarded(exchange, metadata);
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(deadline(exchange).toMillis(), TimeUnit.MILLISECONDS);
    GrpcCall call = make(exchange, message, metadata, options, service.connectTimeout());
    if (!call.wasSent() && service.retries() > 0) {
      // grpc-java backs off for minutes; a proxy connects anew for each request.
      channel.resetConnectBackoff();
      call = make(exchange, message, metadata, options.withWaitForReady(), RECONNECT_PATIENCE);
    }
    Response response = call.response();
    if (response.source() != Exchange.Source.SERVICE) {
      LOG.warn("{} did not answer {}: {}", service.name(), exchange.upstreamPath(), call.status());
    }
    return response;
  }

  private GrpcCall make(
      Exchange exchange,
      byte[] message,
      Metadata metadata,
      CallOptions options,
      Duration connectPatience)
      throws InterruptedException {
    Metadata own = new Metadata();
    own.merge(metadata);
    GrpcCall call =
        GrpcCall.make(channel, exchange.upstreamPath(), message, own, options, connectPatience);
    if (call.wasSent()) {
      health.connected();
    } else {
      health.failedToConnect();
    }
    return call;
  }

  private Duration deadline(Exchange exchange) {
    return exchange
        .requestHeaders()
        .first("grpc-timeout")
        .flatMap(GrpcTimeout::parse)
        .filter(timeout -> timeout.compareTo(service.readTimeout()) < 0)
        .orElse(service.readTimeout());
  }

  /**
   * Who the client is, as Kong tells it to services: what the client claims stands first, what was
   * seen last.
   */
  private static void forwarded(Exchange exchange, Metadata metadata) {
    Metadata.Key<String> chain =
        Metadata.Key.of("x-forwarded-for", Metadata.ASCII_STRING_MARSHALLER);
    Metadata.Key<String> address = Metadata.Key.of("x-real-ip", Metadata.ASCII_STRING_MARSHALLER);
    String claimed = String.join(", ", exchange.requestHeaders().all("x-forwarded-for"));
    metadata.discardAll(chain);
    metadata.discardAll(address);
    metadata.put(
        chain,
        claimed.isEmpty() ? exchange.clientAddress() : claimed + ", " + exchange.clientAddress());
    metadata.put(address, exchange.clientAddress());
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
