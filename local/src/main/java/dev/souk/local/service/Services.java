package dev.souk.local.service;

import dev.souk.local.ConcurrentStart;
import dev.souk.local.ConcurrentStop;
import dev.souk.local.StackConfig;
import dev.souk.sandbox.SandboxServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** The services of a shop and the payment provider of the sandbox, up. */
public final class Services implements AutoCloseable {
  private final List<? extends AutoCloseable> running;

  private Services(List<? extends AutoCloseable> running) {
    this.running = running;
  }

  /** Starts all at once in this JVM. */
  public static Services inThisProcess(ServiceEnvironment environment) {
    return start(
        service ->
            ServiceMains.start(service, environment.withFaults(service, "enabled-without-crash")),
        () -> SandboxServer.start(environment.ofSandbox()));
  }

  /** Starts all at once, each in a JVM of its own. */
  public static Services inProcesses(ServiceEnvironment environment, StackConfig config) {
    return start(
        service ->
            ServiceProcess.start(service, environment.withFaults(service, "enabled"), config),
        () -> ServiceProcess.startSandbox(environment.ofSandbox(), config));
  }

  private static Services start(Starter starter, Callable<AutoCloseable> sandbox) {
    try (ConcurrentStart starting = new ConcurrentStart()) {
      List<Future<AutoCloseable>> services = new ArrayList<>();
      services.add(starting.begin(sandbox));
      for (ShopService service : ServiceMains.all()) {
        services.add(starting.begin(() -> starter.start(service)));
      }
      starting.await();
      return new Services(services.stream().map(Future::resultNow).toList());
    }
  }

  /** All at once: each drains for itself, and waits for none of the others. */
  @Override
  public void close() {
    ConcurrentStop.of(running);
  }

  @FunctionalInterface
  private interface Starter {
    AutoCloseable start(ShopService service) throws Exception;
  }
}
