package dev.souk.user.domain.operation;

/** How far an operation is. */
public enum OperationState {
  /** Under way. */
  RUNNING,
  /** Everything is done. */
  SUCCEEDED,
  /** Given up. */
  FAILED
}
