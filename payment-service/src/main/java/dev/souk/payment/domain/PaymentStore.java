package dev.souk.payment.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where payments are kept. Each method is one transaction. */
public interface PaymentStore {
  /** The payment with the id. */
  Optional<Payment> find(String paymentId);

  /** The order's payment. */
  Optional<Payment> findByOrder(String orderId);

  /**
   * Payments of a user, newest first.
   *
   * @param after the id of the payment that they come after; from the newest on where nothing
   * @param limit at most so many
   */
  List<Payment> ofUser(String userId, Optional<String> after, int limit);

  /** The payment of a provider's authorization. */
  Optional<Payment> findByReference(String provider, String authorization);

  /** Whether a provider's event was taken in before. */
  boolean hasReceived(String provider, String eventId);

  /** Keeps that a provider's event was taken in. */
  void markReceived(String provider, String eventId);

  /** Makes what is not settled of a payment due at once. */
  void hasten(String paymentId);

  /** Adds a payment; whether it did: not when the order has one. */
  boolean add(Payment payment);

  /**
   * Adds a payment and its first operation, leased to the caller; empty when the order has a
   * payment.
   */
  Optional<Lease> add(Payment payment, Operation first);

  /**
   * Applies a rule to the order's payment while nobody else changes it. Empty when the order has no
   * payment. When the rule throws, nothing is changed.
   */
  <T> Optional<T> change(String orderId, Function<LockedPayment, T> rule);

  /** The operation with the key. */
  Optional<Operation> operation(String key);

  /** Leases an open operation that nobody holds; empty when it is held or closed. */
  Optional<Lease> lease(String operationKey);

  /** Leases open operations whose next attempt is due, at most so many. */
  List<Lease> leaseDue(int most);

  /**
   * Gives a lease back without an outcome. Changes nothing when the lease had ended.
   *
   * @param status what is now known of the operation
   * @param delay before it is attempted again by itself
   */
  void release(Lease lease, Operation.Status status, Duration delay);

  /**
   * Forgets a payment that its provider never heard of, with its operation, while it is pending.
   */
  void forget(Lease lease);
}
