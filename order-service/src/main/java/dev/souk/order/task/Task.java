package dev.souk.order.task;

/**
 * A task as its lease holder knows it.
 *
 * @param kind what is to be done
 * @param subjectId to what
 * @param orderId the order that it is about
 * @param step what is next, for kinds that have several steps; else empty
 * @param attempts how often it was put off
 * @param lease the holder's count: another holder has a higher one
 * @param traceparent W3C trace context of the call that asked for it; may be empty
 */
public record Task(
    TaskKind kind,
    String subjectId,
    String orderId,
    String step,
    int attempts,
    long lease,
    String traceparent) {
  @Override
  public String toString() {
    return kind + " of " + subjectId + ", lease " + lease;
  }
}
