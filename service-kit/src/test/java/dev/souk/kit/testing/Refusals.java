package dev.souk.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.Status;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Reads the errors that calls are refused with. */
public final class Refusals {
  private Refusals() {}

  /** Runs a call over gRPC that must be refused for the reason; its error is the result. */
  public static ApiException assertRefused(Reason reason, ThrowingCallable call) {
    StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
    assertThat(failure).as("should be refused with " + reason).isNotNull();
    Status status = StatusProto.fromThrowable(failure);
    ApiException error = ApiException.of(java.util.Objects.requireNonNull(status));
    assertThat(error.reason()).as(failure.toString()).isEqualTo(reason.name());
    assertThat(error.code()).isEqualTo(reason.code());
    return error;
  }
}
