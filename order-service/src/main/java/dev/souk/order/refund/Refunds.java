package dev.souk.order.refund;

import dev.souk.kit.error.ApiException;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.Refund;
import dev.souk.order.domain.Remaining;
import dev.souk.order.domain.RequestKey;
import java.util.Optional;
import java.util.function.Function;

/** The refunds in the store. */
public interface Refunds {
  /**
   * Keeps a refund that is decided on while nobody else changes the order, the task of paying it,
   * and the key; all or nothing.
   *
   * @return the refund; empty, and nothing is kept, when the order is not as it was read, or the
   *     key was answered meanwhile
   */
  Optional<Refund> open(Order order, RequestKey key, Function<Remaining, Refund> decide);

  /**
   * Keeps how a pending refund ended, with its event; an order that was delivered and is paid back
   * in full becomes refunded. One that has ended stays as it is.
   *
   * @param refusal why it failed, if it did
   * @return whether it has ended; not when the order is not as it was read
   */
  boolean settle(Order order, Refund settled, Optional<ApiException> refusal);

  /** Why the refund failed, if it did. */
  Optional<ApiException> refusal(String refundId);

  /** Whether the outcome of a refund of the order is not known yet. */
  boolean isPending(String orderId);
}
