package dev.souk.order.saga;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.Reason;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Orders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Brings an order out of a passing state on behalf of a request: drives its saga where nobody else
 * does, and waits for whoever does.
 */
public final class Settlement {
  private static final Duration FIRST_WAIT = Duration.ofMillis(10);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

  private final Sagas sagas;
  private final Orders orders;
  private final SagaDriver driver;
  private final Clock clock;
  private final Pause pause;

  /** Settles the store's orders. */
  public Settlement(Sagas sagas, Orders orders, SagaDriver driver, Clock clock, Pause pause) {
    this.sagas = sagas;
    this.orders = orders;
    this.driver = driver;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Drives a saga whose lease the caller holds, as {@link SagaDriver#drive} does.
   *
   * @param giveUp when to leave the rest for later
   * @return the order, settled or not
   */
  public Order drive(Checkout checkout, Instant giveUp) {
    try {
      return driver.drive(checkout, giveUp).order();
    } catch (LeaseLostException e) {
      return settle(checkout.order().orderId(), checkout.saga().goal(), giveUp, giveUp);
    }
  }

  /**
   * Settles an order.
   *
   * @param patience how long to wait for another driver
   * @param giveUp when to leave the rest for later
   * @throws dev.souk.kit.error.ApiException {@code IDEMPOTENCY_IN_PROGRESS} when another driver
   *     takes longer
   */
  public Order settle(String orderId, Goal goal, Instant patience, Instant giveUp) {
    Duration wait = FIRST_WAIT;
    while (true) {
      Order order = orders.find(orderId).orElseThrow();
      if (order.state() != passing(goal)) {
        return order;
      }
      var taken = sagas.take(orderId, goal);
      if (taken.isPresent()) {
        return drive(new Checkout(order, taken.get()), giveUp);
      }
      if (clock.instant().isAfter(patience)) {
        throw Errors.idempotencyInProgress();
      }
      pause.waitFor(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
    }
  }

  /**
   * Settles an order that is being cancelled.
   *
   * @return the order: cancelled, or cancelling when that takes too long or somebody else is at it
   */
  public Order cancelled(String orderId, Instant giveUp) {
    try {
      return settle(orderId, Goal.CANCELLATION, giveUp, giveUp);
    } catch (ApiException e) {
      if (Refusals.is(e, Reason.IDEMPOTENCY_IN_PROGRESS)) {
        return orders.find(orderId).orElseThrow();
      }
      throw e;
    }
  }

  private static OrderState passing(Goal goal) {
    return switch (goal) {
      case PLACEMENT -> OrderState.PENDING;
      case CANCELLATION -> OrderState.CANCELLING;
    };
  }
}
