package dev.souk.kit.client;

import com.google.rpc.Status;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Reads what another service refused. */
public final class RemoteErrors {
  private RemoteErrors() {}

  /**
   * The refusal as an error to pass on: as it came when the service gave it details, else {@code
   * DEPENDENCY_UNAVAILABLE}, as for a connection that failed.
   */
  public static ApiException of(String service, StatusRuntimeException failure) {
    Status status = StatusProto.fromThrowable(failure);
    return status == null || status.getDetailsCount() == 0
        ? Errors.unavailable(service)
        : ApiException.of(status);
  }
}
