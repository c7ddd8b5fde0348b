package dev.souk.kit.server;

import com.sun.net.httpserver.HttpHandler;
import dev.souk.kit.audit.AuditEvents;
import dev.souk.kit.audit.AuditInterceptor;
import dev.souk.kit.audit.AuditOutbox;
import dev.souk.kit.audit.AuditRelay;
import dev.souk.kit.audit.AuditTrail;
import dev.souk.kit.audit.BufferedAuditTrail;
import dev.souk.kit.client.Channels;
import dev.souk.kit.event.Publisher;
import dev.souk.kit.fault.FaultInjection;
import dev.souk.kit.identity.AccessInterceptor;
import dev.souk.kit.identity.IdentityInterceptor;
import dev.souk.kit.identity.Jwks;
import dev.souk.kit.identity.RemoteJwks;
import dev.souk.kit.identity.RevocationWatcher;
import dev.souk.kit.identity.RsaKeys;
import dev.souk.kit.identity.ServiceTokens;
import dev.souk.kit.identity.UserTokens;
import dev.souk.kit.tracing.ServerSpans;
import dev.souk.kit.tracing.Tracing;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts a service together: gRPC on virtual threads behind the interceptors that every service has,
 * health, reflection, metrics and the operator's HTTP port. A service names what it serves and what
 * must be closed, then starts.
 */
public final class SoukServer {
  /**
   * More than a gateway passes on of a client's headers: beyond it a call is reset, not refused.
   */
  private static final int MAX_METADATA_BYTES = 64 * 1024;

  /** Refusals and drills that may wait for Kafka, at about 1 KiB each. */
  private static final int AUDIT_BUFFER = 2_000;

  /**
   * How often an instance that is away is tried again, and its service's name looked up. gRPC would
   * let minutes pass, in which a rolling restart replaces every instance.
   */
  private static final int RECONNECT_SECONDS = 1;

  private final String name;
  private final Clock clock;
  private final ServerConfig config;
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HealthStatusManager grpcHealth = new HealthStatusManager();
  private final Readiness readiness = new Readiness(grpcHealth);
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("timer").factory());
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private final Map<String, Integer> largeRequests = new HashMap<>();
  private final List<ServerServiceDefinition> services = new ArrayList<>();
  private final List<Runnable> drainActions = new ArrayList<>();
  private final ServiceTokens serviceTokens;
  private final Tracing tracing;
  private final AuditEvents auditEvents;
  private final Publisher auditPublisher;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private @Nullable Predicate<String> revoked;

  private record Endpoint(String method, String path, HttpHandler handler) {}

  private SoukServer(String name, Map<String, String> env, Clock clock) {
    this.name = name;
    this.clock = clock;
    this.config = ServerConfig.from(env);
    this.serviceTokens =
        new ServiceTokens(
            name, RsaKeys.readPrivate(config.serviceKey()), Jwks.read(config.serviceJwks()), clock);
    this.auditEvents = new AuditEvents(name, clock);
    metrics.config().commonTags("service", name);
    serviceTokens.bindTo(metrics);
    resources.push(scheduler::shutdownNow);
    this.tracing = closing(Tracing.of(name, config.tracing()));
    this.auditPublisher =
        closing(new Publisher(config.kafkaBootstrap(), name, List.of(AuditEvents.TOPIC), tracing));
    bindJvmMetrics();
  }

  /**
   * Begins a server.
   *
   * @param name the service's name, such as {@code order-service}
   * @param env the configuration, as a rule the environment
   * @throws dev.souk.kit.config.ConfigException naming everything missing
   */
  public static SoukServer named(String name, Map<String, String> env, Clock clock) {
    return new SoukServer(name, env, clock);
  }

  /** Serves the RPCs. */
  public SoukServer serve(ServerServiceDefinition service) {
    services.add(service);
    return this;
  }

  /** Lets one method take larger requests than all others do. */
  public SoukServer largest(MethodDescriptor<?, ?> method, int bytes) {
    largeRequests.put(method.getFullMethodName(), bytes);
    return this;
  }

  /** Makes readiness follow a dependency; the check throws when it does not answer. */
  public SoukServer readiness(String dependency, Callable<?> check) {
    readiness.add(dependency, check);
    return this;
  }

  /** Answers GET on the operator's HTTP port. */
  public SoukServer http(String path, HttpHandler handler) {
    endpoints.add(new Endpoint("GET", path, handler));
    return this;
  }

  /** Answers POST on the operator's HTTP port. */
  public SoukServer httpPost(String path, HttpHandler handler) {
    endpoints.add(new Endpoint("POST", path, handler));
    return this;
  }

  /** Closes the resource when the server stops, after calls have ended, last opened first. */
  public <T extends AutoCloseable> T closing(T resource) {
    resources.push(resource);
    return resource;
  }

  /** Runs when the server begins to stop, before it waits for calls: to end streams, say. */
  public SoukServer onDrain(Runnable action) {
    drainActions.add(action);
    return this;
  }

  /** How auth-service itself knows ended sessions; all others follow its stream. */
  public SoukServer revocations(Predicate<String> isRevoked) {
    this.revoked = isRevoked;
    return this;
  }

  /** Where the service registers its meters. */
  public MeterRegistry metrics() {
    return metrics;
  }

  /** The service's traces, for what it opens by itself. */
  public Tracing tracing() {
    return tracing;
  }

  /** Makes what the service writes into the audit trail. */
  public AuditEvents auditEvents() {
    return auditEvents;
  }

  /**
   * Moves what the service writes into an outbox of its own to the audit trail, again and again.
   *
   * @param pause between two looks into the outbox
   */
  public SoukServer relaying(AuditOutbox outbox, Duration pause) {
    AuditRelay relay = new AuditRelay(outbox, auditPublisher);
    relay.bindTo(metrics, clock);
    closing(new RepeatedTask("audit-relay", pause, relay::run));
    closing(relay);
    return this;
  }

  /** A channel to another service, closed with the server. */
  public ManagedChannel channel(String target, String service) {
    ManagedChannel channel = Channels.open(target, service, serviceTokens, tracing);
    Future<?> _ =
        scheduler.scheduleWithFixedDelay(
            channel::resetConnectBackoff, RECONNECT_SECONDS, RECONNECT_SECONDS, TimeUnit.SECONDS);
    closing(channel::shutdownNow);
    return channel;
  }

  /** Starts to serve. When that fails, everything opened so far is closed. */
  public RunningServer start() {
    try {
      HealthEndpoints http = closing(http());
      Server grpc = grpc();
      http.start();
      readiness.start(scheduler);
      return new DrainingServer(
          name, grpc, http.port(), readiness, config.drainDelay(), drainActions, resources);
    } catch (IOException e) {
      DrainingServer.closeAll(resources);
      throw new PortInUseException(name, e);
    } catch (RuntimeException e) {
      DrainingServer.closeAll(resources);
      throw e;
    }
  }

  private HealthEndpoints http() throws IOException {
    InetSocketAddress address = new InetSocketAddress(config.bindAddress(), config.httpPort());
    HealthEndpoints http = new HealthEndpoints(address, metrics, readiness);
    endpoints.forEach(end -> http.handle(end.method(), end.path(), end.handler()));
    return http;
  }

  private Server grpc() throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(config.bindAddress(), config.grpcPort()))
            .executor(closing(Executors.newVirtualThreadPerTaskExecutor()))
            .maxInboundMessageSize(maxMessageBytes())
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .addService(grpcHealth.getHealthService())
            .addService(ProtoReflectionServiceV1.newInstance());
    AuditTrail audit =
        closing(new BufferedAuditTrail(auditEvents, auditPublisher, AUDIT_BUFFER, metrics));
    List<ServerInterceptor> chain = chain(audit);
    FaultInjection faults = new FaultInjection(config.faults(), name, clock, metrics);
    builder.addService(ServerInterceptors.interceptForward(faults.api(services, audit), chain));
    faults.interceptor().ifPresent(chain::add);
    services.forEach(
        service -> builder.addService(ServerInterceptors.interceptForward(service, chain)));
    return builder.build().start();
  }

  /** gRPC knows one limit for all methods; {@link RequestSizeInterceptor} holds those below it. */
  private int maxMessageBytes() {
    return largeRequests.values().stream()
        .reduce(config.maxMessageBytes(), (limit, large) -> Math.max(limit, large));
  }

  /** The interceptors, outermost first. */
  private List<ServerInterceptor> chain(AuditTrail audit) {
    List<ServerInterceptor> chain = new ArrayList<>();
    if (tracing.isOn()) {
      chain.add(new ServerSpans(tracing.openTelemetry()));
    }
    chain.add(new TelemetryInterceptor(name, metrics));
    if (config.strictErrors()) {
      chain.add(new ErrorConformance());
    }
    chain.add(new ErrorInterceptor(new RefusalMeter(metrics)));
    chain.add(new RequestSizeInterceptor(config.maxMessageBytes(), largeRequests));
    chain.add(new DeadlineInterceptor(config.defaultDeadline(), scheduler));
    chain.add(new IdentityInterceptor(userTokens(), serviceTokens));
    chain.add(new AuditInterceptor(audit));
    chain.add(new AccessInterceptor());
    chain.add(new ValidationInterceptor(new MessageRules()));
    return chain;
  }

  private UserTokens userTokens() {
    Predicate<String> isRevoked = revoked;
    if (isRevoked == null) {
      isRevoked =
          closing(new RevocationWatcher(channel(config.authTarget(), "auth-service"), clock));
    }
    RemoteJwks keys = new RemoteJwks(config.jwksUri(), clock);
    UserTokens tokens =
        new UserTokens(keys, config.tokenIssuer(), config.tokenAudience(), isRevoked, clock);
    tokens.bindTo(metrics);
    return tokens;
  }

  private void bindJvmMetrics() {
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    new FileDescriptorMetrics().bindTo(metrics);
    new UptimeMetrics().bindTo(metrics);
    JvmGcMetrics gc = closing(new JvmGcMetrics());
    gc.bindTo(metrics);
  }
}
