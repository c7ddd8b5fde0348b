package dev.souk.order.task;

/** What can be left to be done. */
public enum TaskKind {
  /** Pay a refund back; the subject is the refund. */
  REFUND,
  /** Put what came back into stock; the subject is the return. */
  RESTOCK,
  /** Take an order to its buyer, step by step; the subject is the order. */
  FULFILMENT
}
