package dev.souk.order.saga;

import dev.souk.kit.error.ApiException;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.RequestKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The sagas in the store. Every change of a saga renews its lease, and throws {@link
 * LeaseLostException}, changing nothing, when the lease is no longer the holder's or the saga is no
 * longer at the step.
 */
public interface Sagas {
  /**
   * Keeps a new order, its saga (leased to the caller) and its idempotency key, all or nothing.
   *
   * @return the saga; empty when the key was taken meanwhile
   * @throws NumberTakenException when another order has the number
   * @throws dev.souk.order.discount.CodeGoneException when a discount code counts no more
   */
  Optional<Checkout> place(Order order, String paymentToken, RequestKey key);

  /**
   * Keeps an order that is being cancelled now, its saga (leased to the caller) and its idempotency
   * key if there is one and it has no answer yet, all or nothing.
   *
   * @return the saga; empty when the order was changed meanwhile
   */
  Optional<Checkout> cancel(Order cancelling, Optional<RequestKey> key);

  /** Takes the lease of an order's saga unless somebody else holds it or the saga is done. */
  Optional<Saga> take(String orderId, Goal goal);

  /** Takes the leases of sagas that nobody drives and whose time has come, at most so many. */
  List<Saga> takeDue(int limit);

  /** Keeps that the saga has come to the step. Lost in a crash, an idempotent step is repeated. */
  Saga advance(Saga saga, Step next);

  /** As {@link #advance}, and once it returns it is never lost: a decision hangs on it. */
  Saga advanceDurably(Saga saga, Step next);

  /** Keeps that the payment was authorized. */
  Checkout authorized(Checkout checkout, String paymentId, Step next);

  /** Keeps why the order is refused, and turns the saga back. */
  Saga refuse(Saga saga, ApiException reason, Step undo);

  /**
   * Keeps the order's change of state, with its event, and the saga's next step, all or nothing.
   */
  Checkout change(Checkout checkout, Order changed, Step next);

  /** Gives the lease up and counts a failed attempt; nobody need try again before the time. */
  void postpone(Saga saga, Instant due);

  /** Gives the lease up of a saga that waits for its buyer; nobody need look before the time. */
  void rest(Saga saga, Instant due);

  /** Since when the saga that waits longest to be driven is due; empty when none is unfinished. */
  Optional<Instant> longestDue();

  /** How many unfinished sagas were put off so often or more. */
  int countPutOff(int times);

  /** Why the order was refused, if it was. */
  Optional<ApiException> refusal(String orderId);
}
