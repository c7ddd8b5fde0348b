package dev.souk.order.domain;

import dev.souk.kit.money.Amount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Money of an order on its way back to the buyer.
 *
 * @param refundId TypeID with prefix {@code ref}: payment-service never pays the same name twice
 * @param state where it stands
 * @param amount how much; more than 0
 * @param items the units it pays back, where it was asked for by units
 * @param reason why; may be empty
 * @param actor who asked for it: a user's id or the name of a service
 * @param failureReason why it failed, as a reason of the error catalogue; empty unless it did
 * @param createTime when it was asked for, to the microsecond
 * @param settleTime when it succeeded or failed
 */
public record Refund(
    String refundId,
    RefundState state,
    Amount amount,
    List<ItemBack> items,
    String reason,
    String actor,
    String failureReason,
    Instant createTime,
    Optional<Instant> settleTime) {

  /** Cuts the times to what the store keeps. */
  public Refund {
    createTime = createTime.truncatedTo(ChronoUnit.MICROS);
    settleTime = settleTime.map(time -> time.truncatedTo(ChronoUnit.MICROS));
  }

  /** The name of the refund that pays back what is left of an order that comes to nothing. */
  public static String ofTheRest(String orderId) {
    return orderId.replaceFirst("^ord_", "ref_");
  }

  /** The refund of the rest of a cancelled order, paid. */
  public static Refund ofCancelled(Order cancelled) {
    HistoryEntry last = cancelled.history().getLast();
    return asked(
            ofTheRest(cancelled.orderId()),
            cancelled.left(),
            List.of(),
            "",
            last.actor(),
            last.time())
        .succeeded(last.time());
  }

  /** A refund that is to be paid. */
  public static Refund asked(
      String refundId,
      Amount amount,
      List<ItemBack> items,
      String reason,
      String actor,
      Instant now) {
    return new Refund(
        refundId, RefundState.PENDING, amount, items, reason, actor, "", now, Optional.empty());
  }

  /** The refund, paid. */
  public Refund succeeded(Instant now) {
    return settled(RefundState.SUCCEEDED, "", now);
  }

  /** The refund, refused for good. */
  public Refund failed(String why, Instant now) {
    return settled(RefundState.FAILED, why, now);
  }

  private Refund settled(RefundState end, String why, Instant now) {
    return new Refund(
        refundId, end, amount, items, reason, actor, why, createTime, Optional.of(now));
  }
}
