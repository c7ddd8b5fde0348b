package dev.souk.sandbox;

/** What the sandbox made of a request; the same for its key forever. */
sealed interface Outcome {
  /**
   * Done.
   *
   * @param paymentId the payment that it is about
   */
  record Approved(String paymentId) implements Outcome {}

  /**
   * The buyer has to confirm first.
   *
   * @param paymentId the payment that waits
   */
  record ActionRequired(String paymentId) implements Outcome {}

  /**
   * Refused for good.
   *
   * @param code why, such as {@code card_declined}
   */
  record Refused(String code) implements Outcome {}
}
