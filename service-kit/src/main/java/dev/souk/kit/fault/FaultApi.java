package dev.souk.kit.fault;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.audit.AuditTrail;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.FaultErrors;
import dev.souk.kit.server.Rpc;
import dev.souk.operation.v1.DeleteFaultRequest;
import dev.souk.operation.v1.DeleteFaultResponse;
import dev.souk.operation.v1.FaultServiceGrpc;
import dev.souk.operation.v1.ListFaultsRequest;
import dev.souk.operation.v1.ListFaultsResponse;
import dev.souk.operation.v1.SetFaultRequest;
import dev.souk.operation.v1.SetFaultResponse;
import io.grpc.ServerServiceDefinition;
import java.time.Clock;
import java.util.Set;

/** Serves {@code souk.operation.v1.FaultService} for this instance. */
final class FaultApi {
  private final FaultMode mode;
  private final String instance;
  private final Faults faults;
  private final Set<String> methods;
  private final AuditTrail audit;
  private final Clock clock;

  /**
   * Serves what administrators ask of this instance's faults.
   *
   * @param methods what a fault can be set for: methods, and all of a gRPC service
   */
  FaultApi(
      FaultMode mode,
      String instance,
      Faults faults,
      Set<String> methods,
      AuditTrail audit,
      Clock clock) {
    this.mode = mode;
    this.instance = instance;
    this.faults = faults;
    this.methods = Set.copyOf(methods);
    this.audit = audit;
    this.clock = clock;
  }

  ServerServiceDefinition definition() {
    return Rpc.service(FaultServiceGrpc.getServiceDescriptor())
        .unary(FaultServiceGrpc.getListFaultsMethod(), this::list)
        .unary(FaultServiceGrpc.getSetFaultMethod(), this::set)
        .unary(FaultServiceGrpc.getDeleteFaultMethod(), this::delete)
        .build();
  }

  private ListFaultsResponse list(ListFaultsRequest request) {
    requireEnabled();
    return ListFaultsResponse.newBuilder()
        .setInstance(instance)
        .addAllFaults(faults.list().stream().map(FaultMessages::message).toList())
        .build();
  }

  private SetFaultResponse set(SetFaultRequest request) {
    requireEnabled();
    Fault fault = FaultMessages.fault(request, clock.instant());
    if (!methods.contains(fault.method())) {
      throw Errors.invalid("fault.method", "is not served here");
    }
    if (fault.effect() instanceof Effect.Crash && mode != FaultMode.ENABLED) {
      throw FaultErrors.processShared();
    }
    faults.set(fault);
    audit.record(
        AuditEntry.done("fault.set")
            .on("fault", fault.method())
            .with("instance", instance)
            .with("kind", fault.effect().kind().label())
            .with("probability", Double.toString(fault.probability()))
            .with("expireTime", fault.expireTime().toString()));
    return SetFaultResponse.newBuilder()
        .setInstance(instance)
        .setFault(FaultMessages.message(fault))
        .build();
  }

  private DeleteFaultResponse delete(DeleteFaultRequest request) {
    requireEnabled();
    if (!faults.delete(request.getMethod())) {
      throw Errors.notFound("fault", request.getMethod());
    }
    audit.record(
        AuditEntry.done("fault.deleted")
            .on("fault", request.getMethod())
            .with("instance", instance));
    return DeleteFaultResponse.newBuilder().setInstance(instance).build();
  }

  private void requireEnabled() {
    if (mode == FaultMode.DISABLED) {
      throw FaultErrors.faultsDisabled();
    }
  }
}
