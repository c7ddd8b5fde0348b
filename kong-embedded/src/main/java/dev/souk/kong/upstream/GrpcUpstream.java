package dev.souk.kong.upstream;

import dev.souk.kong.config.Service;
import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Response;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gRPC service behind the gateway, with one instance or several that take turns. */
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
  private final List<Peer> peers;
  private final AtomicInteger turns = new AtomicInteger();

  private record Peer(ManagedChannel channel, TargetHealth health) {}

  /**
   * @param targets its instances, at least one
   */
  public GrpcUpstream(Service service, List<Target> targets) {
    this.service = service;
    this.peers = targets.stream().map(GrpcUpstream::peer).toList();
  }

  private static Peer peer(Target target) {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(target.address())
            .usePlaintext()
            .directExecutor()
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .disableRetry()
            .build();
    channel.getState(true);
    return new Peer(channel, target.health());
  }

  /** Sends the request that the plugins have made of the exchange, and waits for the answer. */
  public Response call(Exchange exchange, byte[] body) throws InterruptedException {
    List<Peer> usable = inTurn();
    if (usable.isEmpty()) {
      return Response.error(503, "failure to get a peer from the ring-balancer");
    }
    byte[] message = GrpcFrame.unwrap(body);
    Metadata metadata = MetadataHeaders.of(exchange);
    forwarded(exchange, metadata);
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(deadline(exchange).toMillis(), TimeUnit.MILLISECONDS);
    Response response = call(exchange, usable, message, metadata, options).response();
    if (response.source() != Exchange.Source.SERVICE) {
      LOG.warn("{} did not answer {}", service.name(), exchange.upstreamPath());
    }
    return response;
  }

  /** Those that may be called, the one whose turn it is first. */
  private List<Peer> inTurn() {
    int first = Math.floorMod(turns.getAndIncrement(), peers.size());
    return Stream.concat(peers.stream().skip(first), peers.stream().limit(first))
        .filter(peer -> peer.health().isHealthy())
        .toList();
  }

  /** What could not be sent to one instance goes to the next, and waits a moment for the last. */
  private GrpcCall call(
      Exchange exchange, List<Peer> usable, byte[] message, Metadata metadata, CallOptions options)
      throws InterruptedException {
    Duration patience = service.connectTimeout();
    GrpcCall call = make(usable.getFirst(), exchange, message, metadata, options, patience);
    for (int retry = 1; !call.wasSent() && retry <= service.retries(); retry++) {
      if (retry < usable.size()) {
        call = make(usable.get(retry), exchange, message, metadata, options, patience);
      } else {
        CallOptions waiting = options.withWaitForReady();
        call = make(usable.getLast(), exchange, message, metadata, waiting, RECONNECT_PATIENCE);
        break;
      }
    }
    if (!call.wasSent()) {
      LOG.warn("{} cannot be reached: {}", service.name(), call.status());
    }
    return call;
  }

  private static GrpcCall make(
      Peer peer,
      Exchange exchange,
      byte[] message,
      Metadata metadata,
      CallOptions options,
      Duration connectPatience)
      throws InterruptedException {
    Metadata own = new Metadata();
    own.merge(metadata);
    GrpcCall call =
        GrpcCall.make(
            peer.channel(), exchange.upstreamPath(), message, own, options, connectPatience);
    if (call.wasSent()) {
      peer.health().connected();
    } else {
      // grpc-java backs off for minutes; a proxy connects anew for each request.
      peer.channel().resetConnectBackoff();
      peer.health().failedToConnect();
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
    peers.forEach(peer -> peer.channel().shutdownNow());
  }
}
