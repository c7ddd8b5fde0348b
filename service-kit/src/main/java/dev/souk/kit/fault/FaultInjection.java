package dev.souk.kit.fault;

import dev.souk.kit.audit.AuditTrail;
import io.grpc.ServerInterceptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a server has for drills: an RPC for administrators, and, where faults are enabled, an
 * interceptor.
 */
public final class FaultInjection {
  /** The exit status of a process that SIGKILL ended, as a shell tells it. */
  private static final int KILLED = 137;

  private final FaultMode mode;
  private final String service;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Runnable crash;
  private final Faults faults;

  /** Injection into the calls of a service. */
  public FaultInjection(FaultMode mode, String service, Clock clock, MeterRegistry metrics) {
    this(mode, service, clock, metrics, () -> Runtime.getRuntime().halt(KILLED));
  }

  FaultInjection(
      FaultMode mode, String service, Clock clock, MeterRegistry metrics, Runnable crash) {
    this.mode = mode;
    this.service = service;
    this.clock = clock;
    this.metrics = metrics;
    this.crash = crash;
    this.faults = new Faults(clock, () -> ThreadLocalRandom.current().nextLong());
  }

  /** The RPC by which faults are set in the methods of the services. */
  public ServerServiceDefinition api(
      Collection<ServerServiceDefinition> services, AuditTrail audit) {
    Set<String> methods =
        services.stream().flatMap(FaultInjection::targets).collect(Collectors.toSet());
    return new FaultApi(mode, instance(), faults, methods, audit, clock).definition();
  }

  private static Stream<String> targets(ServerServiceDefinition service) {
    return Stream.concat(
        Stream.of(service.getServiceDescriptor().getName() + "/*"),
        service.getMethods().stream()
            .map(ServerMethodDefinition::getMethodDescriptor)
            .map(io.grpc.MethodDescriptor::getFullMethodName));
  }

  /** What injects the faults; empty unless they are enabled. */
  public Optional<ServerInterceptor> interceptor() {
    if (mode == FaultMode.DISABLED) {
      return Optional.empty();
    }
    Gauge.builder("souk.faults.active", faults, set -> set.list().size())
        .description("Faults that administrators have set and that are in force")
        .register(metrics);
    return Optional.of(new FaultInterceptor(faults, crash, metrics));
  }

  private String instance() {
    return service + "/" + host() + "/" + ProcessHandle.current().pid();
  }

  private String host() {
    if (mode == FaultMode.DISABLED) {
      return "";
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "unknown";
    }
  }
}
