package dev.souk.order.saga;

/** How taking a step ended. */
public enum StepOutcome {
  /** It was taken. */
  DONE,
  /** It was refused for good: the saga turns back. */
  REFUSED,
  /** It waits for the buyer. */
  WAITING,
  /** Its outcome is not known: it is taken again. */
  FAILED
}
