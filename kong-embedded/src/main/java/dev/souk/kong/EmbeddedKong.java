package dev.souk.kong;

import dev.souk.kong.config.Addresses;
import dev.souk.kong.config.ConfigurationException;
import dev.souk.kong.config.KongFile;
import dev.souk.kong.config.PluginEntry;
import dev.souk.kong.config.Route;
import dev.souk.kong.config.Service;
import dev.souk.kong.config.Upstream;
import dev.souk.kong.config.Vault;
import dev.souk.kong.lua.GatewaySources;
import dev.souk.kong.lua.LuaPool;
import dev.souk.kong.plugin.BundledPlugins;
import dev.souk.kong.plugin.Chain;
import dev.souk.kong.plugin.Plugin;
import dev.souk.kong.plugin.Redis;
import dev.souk.kong.server.StrictHttpServer;
import dev.souk.kong.tracing.Tracing;
import dev.souk.kong.upstream.GrpcUpstream;
import dev.souk.kong.upstream.Target;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Kong in this JVM: it follows {@code kong.yml} and runs the Lua plugins, and refuses to start
 * with anything in that file that it does not know. Made for laptops and tests; production runs
 * Kong.
 */
public final class EmbeddedKong implements AutoCloseable {
  private static final long MAX_BODY = 16L * 1024 * 1024;

  private final Deque<AutoCloseable> parts;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Clock clock = Clock.systemUTC();
  private final LuaPool lua;
  private final StrictHttpServer front;
  private final StatusServer status;

  private EmbeddedKong(GatewayOptions options, Deque<AutoCloseable> parts) {
    this.parts = parts;
    GatewaySources sources =
        options.folder().map(GatewaySources::in).orElseGet(GatewaySources::packed);
    KongFile file = KongFile.parse(sources.kongYml());
    Addresses addresses = new Addresses(options.addresses());
    Vault vault = new Vault(options.environment());
    Map<String, List<Target>> targets = new HashMap<>();
    file.upstreams()
        .forEach(upstream -> targets.put(upstream.name(), Target.of(upstream, addresses)));
    Redis redis = keep(new Redis(addresses::socketAddress));
    lua =
        keep(
            new LuaPool(
                options.workers(),
                sources,
                GatewayFiles.complete(options.files()),
                vault,
                new PluginCalls(addresses, redis, targets, MAX_BODY),
                clock));
    Tracing tracing = keep(Tracing.of(options.environment(), addresses));
    Map<Route, Chain> chains =
        chains(file, new BundledPlugins(redis, vault, registry, tracing, clock));
    Gateway gateway = new Gateway(chains, upstreams(file, targets, addresses), MAX_BODY);
    status = keep(StatusServer.start(options.host(), options.statusPort(), registry));
    HttpFront handler = new HttpFront(gateway, options.clientPatience(), clock);
    front = keep(new StrictHttpServer(handler, options.clientPatience(), options.drain(), clock));
    front.start(new InetSocketAddress(options.host(), options.proxyPort()));
  }

  /**
   * Starts a gateway; it serves once this returns.
   *
   * @throws ConfigurationException when {@code kong.yml} holds something that this host does not
   *     know, a plugin's configuration does not fit its schema, or a plugin cannot be loaded
   */
  public static EmbeddedKong start(GatewayOptions options) {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      return new EmbeddedKong(options, parts);
    } catch (RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  /** The port that clients use. */
  public int port() {
    return front.port();
  }

  /** The port of {@code /metrics}. */
  public int statusPort() {
    return status.port();
  }

  /** How many requests Lua holds; 0 at rest. */
  int openRequests() {
    return lua.openRequests();
  }

  private Map<Route, Chain> chains(KongFile file, BundledPlugins bundled) {
    Map<PluginEntry, Plugin> loaded = new LinkedHashMap<>();
    Map<Route, Chain> chains = new HashMap<>();
    for (Route route : file.routes()) {
      chains.put(route, chain(bundled, loaded, effective(file, route)));
    }
    chains.put(Route.NONE, chain(bundled, loaded, effective(file, Route.NONE)));
    lua.configure(List.copyOf(loaded.values()));
    return chains;
  }

  /** Of the same plugin configured in several places, the most specific one runs. */
  private static Map<String, PluginEntry> effective(KongFile file, Route route) {
    Map<String, PluginEntry> entries = new LinkedHashMap<>();
    file.plugins().forEach(entry -> entries.put(entry.name(), entry));
    route
        .service()
        .map(Service::plugins)
        .orElse(List.of())
        .forEach(entry -> entries.put(entry.name(), entry));
    route.plugins().forEach(entry -> entries.put(entry.name(), entry));
    return entries;
  }

  private Chain chain(
      BundledPlugins bundled, Map<PluginEntry, Plugin> loaded, Map<String, PluginEntry> entries) {
    return new Chain(
        entries.values().stream()
            .map(entry -> {
              Plugin known = loaded.get(entry);
              Plugin plugin = known == null ? load(bundled, entry) : known;
              loaded.put(entry, plugin);
              return plugin;
            })
            .toList());
  }

  private Plugin load(BundledPlugins bundled, PluginEntry entry) {
    if (lua.has(entry.name())) {
      return lua.load(entry);
    }
    return bundled
        .make(entry)
        .orElseThrow(() ->
            entry.config().problem("the embedded gateway has no plugin '" + entry.name() + "'"));
  }

  private Map<String, GrpcUpstream> upstreams(
      KongFile file, Map<String, List<Target>> targets, Addresses addresses) {
    Map<String, GrpcUpstream> upstreams = new HashMap<>();
    for (Route route : file.routes()) {
      route
          .service()
          .ifPresent(service ->
              upstreams.computeIfAbsent(
                  service.name(), name -> upstream(service, targets, addresses)));
    }
    return upstreams;
  }

  private GrpcUpstream upstream(
      Service service, Map<String, List<Target>> targets, Addresses addresses) {
    List<Target> known = targets.get(service.host());
    if (known == null) {
      String place = service.host() + ":" + service.port();
      known = Target.of(new Upstream(service.host(), place, 0), addresses);
    }
    return keep(new GrpcUpstream(service, known));
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  /** Finishes the requests that run, then stops. */
  @Override
  public void close() {
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("the gateway did not stop cleanly", e);
      }
    }
  }
}
