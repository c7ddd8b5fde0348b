package dev.souk.kit.error;

import com.google.rpc.BadRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Makes the errors that any call may be answered. Each method says what it tells the client. Those
 * of one topic have a class of their own: {@link SignInErrors}, {@link OAuthErrors}, {@link
 * AccountErrors}, {@link CatalogErrors}, {@link CheckoutErrors}, {@link FaultErrors}.
 */
public final class Errors {
  private Errors() {}

  /** The request has this one wrong field. */
  public static ApiException invalid(String field, String description) {
    return invalid(List.of(new FieldViolation(field, description)));
  }

  /** The request has these wrong fields; nothing was done. */
  public static ApiException invalid(List<FieldViolation> violations) {
    BadRequest.Builder details = BadRequest.newBuilder();
    violations.forEach(violation ->
        details.addFieldViolations(
            BadRequest.FieldViolation.newBuilder()
                .setField(violation.field())
                .setDescription(violation.description())));
    FieldViolation first = violations.getFirst();
    return ErrorBuilder.of(Reason.INVALID_FIELD, first.field() + ": " + first.description())
        .with("field", first.field())
        .with("description", first.description())
        .detail(details.build())
        .toException();
  }

  /** The RPC needs the metadata {@code idempotency-key}, 1 to 255 printable ASCII characters. */
  public static ApiException idempotencyKeyRequired() {
    return ErrorBuilder.of(
            Reason.IDEMPOTENCY_KEY_REQUIRED,
            "Send an idempotency-key of 1 to 255 printable ASCII characters.")
        .toException();
  }

  /** The page token is not one that this query answered; start from the first page. */
  public static ApiException pageTokenInvalid() {
    return ErrorBuilder.of(Reason.PAGE_TOKEN_INVALID, "pageToken is not one of this query.")
        .detail(
            BadRequest.newBuilder()
                .addFieldViolations(
                    BadRequest.FieldViolation.newBuilder()
                        .setField("pageToken")
                        .setDescription("is not one of this query"))
                .build())
        .toException();
  }

  /** There is no such resource, or the caller may not know of it. */
  public static ApiException notFound(String resource, String id) {
    String shown = ErrorBuilder.shortened(id);
    return ErrorBuilder.of(
            Reason.RESOURCE_NOT_FOUND, "There is no " + resource + " \"" + shown + "\".")
        .with("resource", resource)
        .with("id", shown)
        .toException();
  }

  /** The resource changed since the caller read the etag; read it again. */
  public static ApiException etagMismatch(String currentEtag) {
    return ErrorBuilder.of(
            Reason.ETAG_MISMATCH, "It was changed meanwhile; its etag is " + currentEtag + ".")
        .with("currentEtag", currentEtag)
        .toException();
  }

  /** The first request with the same idempotency key still runs; repeat this one later. */
  public static ApiException idempotencyInProgress() {
    return ErrorBuilder.of(
            Reason.IDEMPOTENCY_IN_PROGRESS,
            "The first request with this idempotency key is still running; repeat it.")
        .retryAfter(Duration.ofSeconds(1))
        .toException();
  }

  /** Another operation of the caller is under way; begin the next one when it has ended. */
  public static ApiException operationInProgress(String operationId) {
    return ErrorBuilder.of(
            Reason.OPERATION_IN_PROGRESS,
            "Operation " + operationId + " is under way; begin the next one when it has ended.")
        .with("operationId", operationId)
        .retryAfter(Duration.ofSeconds(5))
        .toException();
  }

  /** Too many writers changed the same thing at once; nothing was done; repeat the call. */
  public static ApiException contention(String resource) {
    return ErrorBuilder.of(
            Reason.CONTENTION, "Too many changes of the " + resource + " at once; repeat it.")
        .with("resource", resource)
        .retryAfter(Duration.ofSeconds(1))
        .toException();
  }

  /**
   * The resource's state does not allow it.
   *
   * @param resource what it is, such as {@code order}
   * @param current the state it is in
   * @param allowed the states it may go to from there
   */
  public static ApiException illegalState(
      String resource, String current, Collection<String> allowed) {
    String next = String.join(", ", allowed);
    return ErrorBuilder.of(
            Reason.ILLEGAL_STATE,
            "The %s is %s, which allows: %s."
                .formatted(resource, current, next.isEmpty() ? "nothing" : next))
        .with("resource", resource)
        .with("currentState", current)
        .with("allowedStates", next)
        .toException();
  }

  /** Amounts of two currencies would be mixed. */
  public static ApiException currencyMismatch(String expected, String actual) {
    return ErrorBuilder.of(
            Reason.CURRENCY_MISMATCH,
            "Amounts in " + actual + " cannot join amounts in " + expected)
        .with("expected", expected)
        .with("actual", actual)
        .toException();
  }

  /** The idempotency key was used with another request; use a new one. */
  public static ApiException idempotencyKeyReused() {
    return ErrorBuilder.of(
            Reason.IDEMPOTENCY_KEY_REUSED,
            "The idempotency key was used with another request; use a new one.")
        .toException();
  }

  /** Too many calls of this kind in a time; the details say how long to wait at most. */
  public static ApiException rateLimited(Duration window) {
    return ErrorBuilder.of(
            Reason.RATE_LIMITED, "Too many of these in a time; wait before the next.")
        .with("windowSeconds", Long.toString(window.toSeconds()))
        .retryAfter(window)
        .toException();
  }

  /** The service has more work waiting than it takes on; repeat the call later. */
  public static ApiException overloaded() {
    return ErrorBuilder.of(Reason.OVERLOADED, "Too many requests are waiting; repeat it later.")
        .retryAfter(Duration.ofSeconds(1))
        .toException();
  }

  /** The message of the call has more bytes than the method takes. */
  public static ApiException messageTooLarge(int limitBytes) {
    return ErrorBuilder.of(
            Reason.MESSAGE_TOO_LARGE, "The message has more than " + limitBytes + " bytes.")
        .with("limitBytes", Integer.toString(limitBytes))
        .toException();
  }

  /** Something that the service depends on does not answer; repeat the call. */
  public static ApiException unavailable(String dependency) {
    return ErrorBuilder.of(
            Reason.DEPENDENCY_UNAVAILABLE, dependency + " does not answer; repeat it.")
        .with("dependency", dependency)
        .retryAfter(Duration.ofSeconds(1))
        .toException();
  }

  /** The deadline passed before the answer was known. */
  public static ApiException deadlinePassed() {
    return ErrorBuilder.of(Reason.DEADLINE_PASSED, "The deadline passed.").toException();
  }

  /** A defect of Souk. The cause is in the log under the request id, and nowhere else. */
  public static ApiException internal(String requestId) {
    return ErrorBuilder.of(Reason.INTERNAL_ERROR, "Something went wrong; quote the request id.")
        .with("requestId", requestId)
        .toException();
  }

  /** An error that gRPC itself made, given the reason it was made for. */
  static ApiException framework(Reason reason, String message) {
    return ErrorBuilder.of(reason, message).toException();
  }
}
