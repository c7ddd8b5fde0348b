package dev.souk.order.task;

/** What can be left to be done. */
public enum TaskKind {
  /** Pay a refund back; the subject is the refund. */
  REFUND
}
