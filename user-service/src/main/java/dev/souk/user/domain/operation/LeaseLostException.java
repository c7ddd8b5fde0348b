package dev.souk.user.domain.operation;

/** Somebody else is at the operation by now. */
final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LeaseLostException(Operation operation) {
    super(operation.id() + " is somebody else's by now");
  }
}
