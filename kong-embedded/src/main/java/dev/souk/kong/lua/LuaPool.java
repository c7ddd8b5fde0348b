package dev.souk.kong.lua;

import dev.souk.kong.config.ConfigurationException;
import dev.souk.kong.config.PluginEntry;
import dev.souk.kong.config.Vault;
import dev.souk.kong.http.Exchange;
import dev.souk.kong.plugin.Plugin;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The workers of a gateway. Each has the same plugins under the same numbers; requests are spread
 * over them in turn.
 */
public final class LuaPool implements AutoCloseable {
  private final List<LuaWorker> workers = new ArrayList<>();
  private final List<LuaTimer> timers = new ArrayList<>();
  private final Set<String> moduleNames;
  private final Vault vault;
  private final HostCalls calls;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * Makes the workers.
   *
   * @param size how many: about one for each core
   * @param files content of the files that plugins read, by the path that they know
   */
  public LuaPool(
      int size,
      GatewaySources sources,
      Map<String, byte[]> files,
      Vault vault,
      HostCalls calls,
      Clock clock) {
    this.moduleNames = sources.modules().keySet();
    this.vault = vault;
    this.calls = calls;
    byte[] definitions = sources.definitions(files);
    String bootstrap = GatewaySources.hostCode("bootstrap");
    for (int i = 0; i < size; i++) {
      workers.add(new LuaWorker(new LuaState(bootstrap, definitions), clock));
    }
  }

  /** Tells whether a plugin of this name is written in Lua. */
  public boolean has(String plugin) {
    return moduleNames.contains("kong.plugins." + plugin + ".handler");
  }

  /**
   * Loads a plugin into every worker.
   *
   * @throws ConfigurationException when its configuration does not fit its schema
   */
  public Plugin load(PluginEntry entry) {
    Message message = Message.of("plugin", entry.name(), LuaLiteral.of(entry.config().json()));
    for (String reference : VaultReferences.in(entry.config().json())) {
      message.add(reference).add(vault.resolve(entry.config().where(), reference));
    }
    Reply reply = workers.stream().map(worker -> worker.step(message)).toList().getLast();
    if (reply.kind() == Reply.Kind.ERROR) {
      throw entry.config().problem(reply.text(0));
    }
    Set<String> phases =
        reply.values().stream().skip(3).map(Reply::text).collect(Collectors.toUnmodifiableSet());
    return new LuaPlugin(
        entry.name(),
        Integer.parseInt(reply.text(1)),
        Integer.parseInt(reply.text(0)),
        phases,
        this);
  }

  /**
   * Runs {@code init_worker} and {@code configure} of the loaded plugins in every worker, and
   * starts their timers.
   */
  public void configure(List<Plugin> plugins) {
    for (LuaWorker worker : workers) {
      plugins.stream()
          .filter(LuaPlugin.class::isInstance)
          .map(LuaPlugin.class::cast)
          .collect(Collectors.toMap(LuaPlugin::name, plugin -> plugin, (first, second) -> first))
          .values()
          .forEach(plugin -> configure(worker, plugin));
    }
  }

  private void configure(LuaWorker worker, LuaPlugin plugin) {
    LuaTask task = new LuaTask(worker, calls);
    task.run("configure", plugin.instance(), plugin.name());
    task.timers().forEach(timer -> timers.add(LuaTimer.start(worker, calls, timer)));
  }

  LuaRequest requestOf(Exchange exchange) {
    return exchange
        .attachment(LuaRequest.class)
        .orElseGet(() ->
            exchange.attach(LuaRequest.class, LuaRequest.open(nextWorker(), calls, exchange)));
  }

  void release(Exchange exchange) {
    exchange
        .attachment(LuaRequest.class)
        .ifPresent(request -> {
          exchange.detach(LuaRequest.class);
          request.close();
        });
  }

  /** How many requests the workers hold; 0 when the gateway is at rest. */
  public int openRequests() {
    return workers.stream()
        .mapToInt(worker -> Integer.parseInt(worker.step(Message.of("count")).text(0)))
        .sum();
  }

  private LuaWorker nextWorker() {
    return workers.get(Math.floorMod(turn.getAndIncrement(), workers.size()));
  }

  @Override
  public void close() {
    timers.forEach(LuaTimer::close);
    workers.forEach(LuaWorker::close);
  }
}
