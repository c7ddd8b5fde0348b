package dev.souk.order.saga;

import com.google.rpc.Code;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;

/** Tells the answers that settle a step from those that leave its outcome open. */
public final class Refusals {
  private Refusals() {}

  /**
   * Whether the callee decided that the step was not and will not be done. Anything else, such as
   * UNAVAILABLE or an expired deadline, says nothing about the outcome: the callee is asked again.
   */
  public static boolean isDefinite(ApiException error) {
    return switch (error.code()) {
      case FAILED_PRECONDITION, INVALID_ARGUMENT, NOT_FOUND -> true;
      default -> false;
    };
  }

  /** Whether a repetition of the request is answered the same; validation failures are not kept. */
  public static boolean isKept(ApiException error) {
    return error.code() == Code.FAILED_PRECONDITION;
  }

  /** The order; one that was refused is answered with why. */
  static Order orOrder(Order order, Sagas sagas) {
    if (order.state() == OrderState.FAILED) {
      throw sagas.refusal(order.orderId()).orElseThrow();
    }
    return order;
  }

  static boolean is(ApiException error, Reason reason) {
    return error.reason().equals(reason.name());
  }
}
