package dev.souk.order.returns;

import dev.souk.kit.error.ApiException;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.Refund;
import dev.souk.order.domain.Remaining;
import dev.souk.order.domain.RequestKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The returns in the store. */
public interface Returns {
  /**
   * Keeps a return that is decided on while nobody else changes the order, with its event and the
   * key; all or nothing.
   *
   * @return the return; empty, and nothing is kept, when the order is not as it was read, or the
   *     key was answered meanwhile
   */
  Optional<Return> open(Order order, Optional<RequestKey> key, Function<Remaining, Return> decide);

  /**
   * Keeps the return's last change of state with its event and what it asks for: the units that go
   * back into stock.
   *
   * @return whether it was kept; not when the return was changed meanwhile
   */
  boolean keep(Return changed);

  /**
   * Keeps the refund of a received return that is decided on while nobody else changes the order,
   * and the task of paying it. When it is paid, the return is refunded; when it is refused for
   * good, the return has no refund again.
   *
   * @return the refund; empty, and nothing is kept, when the order or the return is not as it was
   *     read
   */
  Optional<Refund> refund(Order order, Return received, Function<Remaining, Refund> decide);

  /** Any return. */
  Optional<Return> find(String returnId);

  /** Returns of an order, oldest first. */
  List<Return> of(String orderId, Optional<String> after, int limit);

  /** Returns of a user, newest first. */
  List<Return> ofUser(String userId, Optional<String> after, int limit);

  /** Why the refund failed, if it did. */
  Optional<ApiException> refusal(String refundId);
}
