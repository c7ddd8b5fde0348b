package dev.souk.payment.domain;

import dev.souk.kit.money.Amount;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something asked of the provider. It is committed before the provider hears of it, and closed once
 * with the provider's answer.
 *
 * @param key idempotency key that the provider knows it by
 * @param paymentId the payment that it changes
 * @param orderId the order that the payment pays
 * @param kind what is asked
 * @param refundId the refund's name; only a refund has one
 * @param amount how much it is about; more than 0
 * @param status what is known of it
 * @param reference the provider's reference once done
 * @param refusalCode the provider's code once refused for good
 * @param createTime when it was made
 */
public record Operation(
    String key,
    String paymentId,
    String orderId,
    Kind kind,
    Optional<String> refundId,
    Amount amount,
    Status status,
    Optional<String> reference,
    Optional<String> refusalCode,
    Instant createTime) {

  /** What can be asked of a provider. */
  public enum Kind {
    /** Set the amount aside. */
    AUTHORIZE,
    /** Take it. */
    CAPTURE,
    /** Give the authorization up. */
    VOID,
    /** Pay back. */
    REFUND
  }

  /** What is known of an operation. */
  public enum Status {
    /** Not done, as far as is known. */
    PENDING,
    /** The provider did not answer; it has to be asked. */
    UNKNOWN,
    /** Done; final. */
    DONE,
    /** Refused; final. */
    FAILED
  }

  /** The one operation of a kind other than a refund that a payment has. */
  static Operation of(Payment payment, Kind kind, Instant now) {
    return opened(
        key(payment.paymentId(), kind), payment, kind, Optional.empty(), payment.amount(), now);
  }

  /** The capture of the payment, or of a part of it. */
  static Operation capture(Payment payment, Amount part, Instant now) {
    return opened(
        key(payment.paymentId(), Kind.CAPTURE), payment, Kind.CAPTURE, Optional.empty(), part, now);
  }

  /** A refund of a part of the payment. */
  static Operation refund(Payment payment, String refundId, Amount part, Instant now) {
    return opened(refundKey(refundId), payment, Kind.REFUND, Optional.of(refundId), part, now);
  }

  /** The key of the refund with the name. */
  static String refundKey(String refundId) {
    return "refund:" + refundId;
  }

  /** The key of a payment's one operation of the kind. */
  static String key(String paymentId, Kind kind) {
    return paymentId + ":" + kind.name().toLowerCase(Locale.ROOT);
  }

  private static Operation opened(
      String key,
      Payment payment,
      Kind kind,
      Optional<String> refundId,
      Amount amount,
      Instant now) {
    return new Operation(
        key,
        payment.paymentId(),
        payment.orderId(),
        kind,
        refundId,
        amount,
        Status.PENDING,
        Optional.empty(),
        Optional.empty(),
        now);
  }

  /** Whether its outcome is not known yet. */
  public boolean isOpen() {
    return status == Status.PENDING || status == Status.UNKNOWN;
  }

  Operation done(String providerReference) {
    return closed(Status.DONE, Optional.of(providerReference), Optional.empty());
  }

  Operation failed(String code) {
    return closed(Status.FAILED, Optional.empty(), Optional.of(code));
  }

  private Operation closed(
      Status outcome, Optional<String> providerReference, Optional<String> code) {
    return new Operation(
        key,
        paymentId,
        orderId,
        kind,
        refundId,
        amount,
        outcome,
        providerReference,
        code,
        createTime);
  }
}
