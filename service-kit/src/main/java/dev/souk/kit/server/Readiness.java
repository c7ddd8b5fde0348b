package dev.souk.kit.server;

import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Whether the service can do its work: started, not stopping, and everything that it depends on
 * answers. Dependencies are asked once a second in the background, never by a probe.
 */
final class Readiness {
  private static final Logger log = LoggerFactory.getLogger(Readiness.class);

  private final HealthStatusManager grpcHealth;
  private final Map<String, Callable<?>> checks = new LinkedHashMap<>();
  private final Map<String, Boolean> up = new ConcurrentHashMap<>();
  private volatile boolean serving;

  record Report(boolean ready, String text) {}

  Readiness(HealthStatusManager grpcHealth) {
    this.grpcHealth = grpcHealth;
    grpcHealth.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
  }

  /** Adds a dependency; the check throws when it does not answer. */
  void add(String dependency, Callable<?> check) {
    checks.put(dependency, check);
  }

  void start(ScheduledExecutorService scheduler) {
    serving = true;
    ask();
    Future<?> _ =
        scheduler.scheduleWithFixedDelay(
            () -> Thread.startVirtualThread(this::ask), 1, 1, TimeUnit.SECONDS);
  }

  void stop() {
    serving = false;
    publish();
  }

  Report report() {
    String dependencies =
        checks.keySet().stream()
            .map(name -> name + (up.getOrDefault(name, false) ? " up\n" : " down\n"))
            .collect(Collectors.joining());
    boolean ready = isReady();
    return new Report(ready, (ready ? "ready\n" : "not ready\n") + dependencies);
  }

  boolean isReady() {
    return serving && checks.keySet().stream().allMatch(name -> up.getOrDefault(name, false));
  }

  private synchronized void ask() {
    checks.forEach((name, check) -> note(name, answers(name, check)));
    publish();
  }

  private static boolean answers(String name, Callable<?> check) {
    try {
      check.call();
      return true;
    } catch (Exception e) {
      log.debug("{} does not answer", name, e);
      return false;
    }
  }

  private void note(String name, boolean answers) {
    Boolean before = up.put(name, answers);
    if (before != null && before != answers) {
      log.atLevel(answers ? Level.INFO : Level.WARN).log("{} is {}", name, answers ? "up" : "down");
    }
  }

  private void publish() {
    grpcHealth.setStatus(
        HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
        isReady() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }
}
