package dev.souk.order.saga;

import dev.souk.kit.error.ApiException;
import java.util.Optional;

/**
 * A saga as its lease holder knows it.
 *
 * @param orderId the order
 * @param goal what it is to bring about
 * @param step what is next
 * @param paymentToken means of payment, until the payment is authorized
 * @param refusal why the order is refused, once it is
 * @param attempts how often the step was put off
 * @param lease the holder's fence: a change is refused once another holder has taken over
 * @param traceparent W3C trace context of the call that began it; may be empty
 */
public record Saga(
    String orderId,
    Goal goal,
    Step step,
    Optional<String> paymentToken,
    Optional<ApiException> refusal,
    int attempts,
    long lease,
    String traceparent) {

  private static final long FIRST_LEASE = 1;

  /** A new one; the store notes the call that begins it. */
  public static Saga of(String orderId, Goal goal, Step first, Optional<String> paymentToken) {
    return new Saga(orderId, goal, first, paymentToken, Optional.empty(), 0, FIRST_LEASE, "");
  }

  /** The saga before its next step; a payment token is not kept beyond the authorization. */
  public Saga at(Step next) {
    boolean authorizing = next == Step.RESERVE || next == Step.AUTHORIZE;
    return new Saga(
        orderId,
        goal,
        next,
        authorizing ? paymentToken : Optional.empty(),
        refusal,
        0,
        lease,
        traceparent);
  }

  /** The saga on its way back. */
  public Saga refused(ApiException reason, Step undo) {
    return new Saga(
        orderId, goal, undo, Optional.empty(), Optional.of(reason), 0, lease, traceparent);
  }

  /** Whether nothing is left to do. */
  public boolean isDone() {
    return step == Step.DONE;
  }

  @Override
  public String toString() {
    return goal + " of " + orderId + " at " + step + ", lease " + lease;
  }
}
