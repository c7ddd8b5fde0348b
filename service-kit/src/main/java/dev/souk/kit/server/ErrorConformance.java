package dev.souk.kit.server;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.souk.kit.error.Reason;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Holds answers to the rules for errors: exactly one ErrorInfo, of the domain {@code souk.dev},
 * with a reason of the catalogue that belongs to the code (an injected fault to any); a BadRequest
 * with every INVALID_ARGUMENT on a field. Switched on in tests, it replaces an error that breaks a
 * rule with one that says so, which no test expects.
 */
final class ErrorConformance implements ServerInterceptor {
  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return next.startCall(
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            Optional<String> violation =
                status.isOk() ? Optional.empty() : violation(status, trailers);
            if (violation.isPresent()) {
              String message = "error without its details: " + violation.get() + ", in " + status;
              super.close(Status.DATA_LOSS.withDescription(message), new Metadata());
            } else {
              super.close(status, trailers);
            }
          }
        },
        headers);
  }

  /** The rule that the error breaks, where it breaks one. */
  static Optional<String> violation(Status status, Metadata trailers) {
    com.google.rpc.Status error = StatusProto.fromStatusAndTrailers(status, trailers);
    List<ErrorInfo> infos = infos(error);
    if (infos.size() != 1) {
      return Optional.of(infos.size() + " ErrorInfo");
    }
    ErrorInfo info = infos.getFirst();
    Optional<Reason> reason =
        Arrays.stream(Reason.values())
            .filter(known -> known.name().equals(info.getReason()))
            .findFirst();
    if (!info.getDomain().equals("souk.dev") || reason.isEmpty()) {
      return Optional.of("reason " + info.getDomain() + "/" + info.getReason());
    }
    boolean hasAnyCode = reason.get() == Reason.FAULT_INJECTED;
    if (!hasAnyCode && reason.get().code().getNumber() != error.getCode()) {
      return Optional.of("code " + Code.forNumber(error.getCode()) + " of " + reason.get());
    }
    boolean needsField = reason.get() == Reason.INVALID_FIELD;
    if (needsField && error.getDetailsList().stream().noneMatch(d -> d.is(BadRequest.class))) {
      return Optional.of("no BadRequest");
    }
    boolean needsRetry = reason.get() == Reason.LOCKED_OUT || reason.get() == Reason.OVERLOADED;
    if (needsRetry && error.getDetailsList().stream().noneMatch(d -> d.is(RetryInfo.class))) {
      return Optional.of("no RetryInfo");
    }
    return Optional.empty();
  }

  private static List<ErrorInfo> infos(com.google.rpc.Status error) {
    return error.getDetailsList().stream()
        .filter(detail -> detail.is(ErrorInfo.class))
        .map(ErrorConformance::info)
        .toList();
  }

  private static ErrorInfo info(Any detail) {
    try {
      return detail.unpack(ErrorInfo.class);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
