package dev.souk.payment.domain;

import java.util.Optional;

/** A payment that nobody else changes for the time of one transaction. */
public interface LockedPayment {
  /** The payment as it was when it was locked. */
  Payment payment();

  /** Its operation with the key. */
  Optional<Operation> operation(String key);

  /** Keeps a new version of the payment. */
  void save(Payment changed);

  /** Adds an operation that is due at once. */
  void add(Operation operation);

  /** Keeps an operation's outcome and ends its lease. */
  void close(Operation closed);
}
