package dev.souk.kit.error;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;

/**
 * A refusal that the caller is told of, as it stands in the catalogue. Made by {@link Errors}
 * alone. It carries no stack trace: it is an answer, not a defect.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;

  ApiException(Status status) {
    super(status.getMessage(), null, false, false);
    this.status = status;
  }

  /** An error as it came over the wire from another service, to be passed on as it is. */
  public static ApiException of(Status status) {
    return new ApiException(status);
  }

  /** The status with its details. */
  public Status status() {
    return status;
  }

  /** The canonical code. */
  public Code code() {
    Code code = Code.forNumber(status.getCode());
    return code == null ? Code.UNKNOWN : code;
  }

  /** The reason of the catalogue, such as {@code OUT_OF_STOCK}; empty when the error has none. */
  public String reason() {
    return info().getReason();
  }

  /** A variable of the message, such as {@code sku}; empty when the error has none of the name. */
  public String variable(String name) {
    return info().getMetadataOrDefault(name, "");
  }

  private ErrorInfo info() {
    return status.getDetailsList().stream()
        .filter(detail -> detail.is(ErrorInfo.class))
        .map(ApiException::infoOf)
        .findFirst()
        .orElseGet(ErrorInfo::getDefaultInstance);
  }

  private static ErrorInfo infoOf(Any detail) {
    try {
      return detail.unpack(ErrorInfo.class);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("malformed ErrorInfo", e);
    }
  }
}
