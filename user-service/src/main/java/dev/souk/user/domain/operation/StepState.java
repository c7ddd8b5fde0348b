package dev.souk.user.domain.operation;

/** How far a part of an operation is. */
public enum StepState {
  /** Not done, or it failed and is tried again. */
  PENDING,
  /** It cannot be done yet: orders are under way. */
  WAITING,
  /** Done. */
  DONE
}
