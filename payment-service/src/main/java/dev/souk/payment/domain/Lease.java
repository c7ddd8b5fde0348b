package dev.souk.payment.domain;

/**
 * The right to bring one operation to its outcome, until it ends by itself.
 *
 * @param operation the operation
 * @param owner tells this lease from others of the same operation
 * @param attempt counts the leases of the operation, from 1
 */
public record Lease(Operation operation, String owner, int attempt) {
  /** Whether nobody can have asked the provider before. */
  boolean isFirst() {
    return attempt == 1;
  }
}
