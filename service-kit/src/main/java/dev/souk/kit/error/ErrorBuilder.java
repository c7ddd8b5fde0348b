package dev.souk.kit.error;

import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import java.time.Duration;

/** Gathers the details of one error. */
final class ErrorBuilder {
  private static final int LONGEST_QUOTE = 100;

  private final com.google.rpc.Status.Builder status;
  private final com.google.rpc.ErrorInfo.Builder info;

  static ErrorBuilder of(Reason reason, String message) {
    return new ErrorBuilder(reason, message);
  }

  /** What a caller sent, short enough for the trailers of a response, which hold 8 KB. */
  static String shortened(String sent) {
    return sent.length() <= LONGEST_QUOTE ? sent : sent.substring(0, LONGEST_QUOTE) + "...";
  }

  private ErrorBuilder(Reason reason, String message) {
    this.info =
        com.google.rpc.ErrorInfo.newBuilder().setDomain("souk.dev").setReason(reason.name());
    this.status =
        com.google.rpc.Status.newBuilder().setCode(reason.code().getNumber()).setMessage(message);
  }

  ErrorBuilder with(String variable, String value) {
    info.putMetadata(variable, value);
    return this;
  }

  /** With another code than the reason has. */
  ErrorBuilder code(Code code) {
    status.setCode(code.getNumber());
    return this;
  }

  ErrorBuilder retryAfter(Duration delay) {
    return detail(
        RetryInfo.newBuilder().setRetryDelay(Durations.fromMillis(delay.toMillis())).build());
  }

  ErrorBuilder detail(Message detail) {
    status.addDetails(com.google.protobuf.Any.pack(detail));
    return this;
  }

  ApiException toException() {
    return new ApiException(
        status.addDetails(0, com.google.protobuf.Any.pack(info.build())).build());
  }
}
