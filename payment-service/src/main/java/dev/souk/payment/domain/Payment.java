package dev.souk.payment.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import java.time.Instant;
import java.util.Optional;

/**
 * The payment of an order. At any time {@code refunded + refunding <= captured <= authorized <=
 * amount}.
 *
 * @param paymentId TypeID with prefix {@code pay}
 * @param orderId the order that it pays
 * @param userId who pays; empty only for the mark of an order that may never pay
 * @param state where it stands
 * @param amount what was asked for
 * @param authorized what the provider set aside: nothing or the whole amount
 * @param captured what was taken
 * @param refunding the part of captured that unsettled refunds hold
 * @param refunded what was paid back
 * @param declineCode the provider's code when it was declined
 * @param provider who handles it
 * @param createTime when it was made
 */
public record Payment(
    String paymentId,
    String orderId,
    Optional<String> userId,
    PaymentState state,
    Amount amount,
    Amount authorized,
    Amount captured,
    Amount refunding,
    Amount refunded,
    Optional<String> declineCode,
    String provider,
    Instant createTime) {

  /** Names the provider of payments of nothing, for which nobody is asked. */
  public static final String NO_PROVIDER = "none";

  /** ISO 4217's code for no currency. */
  private static final String NO_CURRENCY = "XXX";

  /** A payment about to be authorized; one of nothing needs no provider and is at once. */
  static Payment opened(String paymentId, Authorization request, String provider, Instant now) {
    Amount zero = Amount.zero(request.amount().currency());
    boolean free = request.amount().isZero();
    return new Payment(
        paymentId,
        request.orderId(),
        Optional.of(request.userId()),
        free ? PaymentState.AUTHORIZED : PaymentState.PENDING,
        request.amount(),
        zero,
        zero,
        zero,
        zero,
        Optional.empty(),
        free ? NO_PROVIDER : provider,
        now);
  }

  /** The mark that an order may never pay. */
  static Payment neverTo(String paymentId, String orderId, Instant now) {
    Amount nothing = Amount.zero(NO_CURRENCY);
    return new Payment(
        paymentId,
        orderId,
        Optional.empty(),
        PaymentState.VOIDED,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        Optional.empty(),
        NO_PROVIDER,
        now);
  }

  /** Whether it is of nothing, so that no provider ever hears of it. */
  public boolean isFree() {
    return amount.isZero();
  }

  /** What can still be paid back. */
  public Amount refundable() {
    return captured.minus(refunded).minus(refunding);
  }

  /** The error of a change that its state does not allow. */
  public ApiException illegalState() {
    return Errors.illegalState("payment", state.name(), state.next());
  }

  Payment in(PaymentState next) {
    return with(next, authorized, captured, refunding, refunded);
  }

  /** The amount was set aside; a payment given up meanwhile stays given up. */
  Payment withAuthorization() {
    PaymentState next = state == PaymentState.VOIDED ? state : PaymentState.AUTHORIZED;
    return with(next, amount, captured, refunding, refunded);
  }

  Payment withCapture(Amount taken) {
    return with(PaymentState.CAPTURED, authorized, taken, refunding, refunded);
  }

  Payment declined(String code) {
    return state == PaymentState.VOIDED
        ? this
        : new Payment(
            paymentId,
            orderId,
            userId,
            PaymentState.DECLINED,
            amount,
            authorized,
            captured,
            refunding,
            refunded,
            Optional.of(code),
            provider,
            createTime);
  }

  /** A refund is about to be asked for. */
  Payment holdingRefund(Amount part) {
    return with(state, authorized, captured, refunding.plus(part), refunded);
  }

  /** A refund that was held was refused for good. */
  Payment releasingRefund(Amount part) {
    return with(state, authorized, captured, refunding.minus(part), refunded);
  }

  /** A refund that was held was paid. */
  Payment withRefund(Amount part) {
    Amount paidBack = refunded.plus(part);
    PaymentState next =
        paidBack.equals(captured) ? PaymentState.REFUNDED : PaymentState.PARTIALLY_REFUNDED;
    return with(next, authorized, captured, refunding.minus(part), paidBack);
  }

  private Payment with(
      PaymentState next, Amount authorized, Amount captured, Amount refunding, Amount refunded) {
    return new Payment(
        paymentId,
        orderId,
        userId,
        next,
        amount,
        authorized,
        captured,
        refunding,
        refunded,
        declineCode,
        provider,
        createTime);
  }
}
