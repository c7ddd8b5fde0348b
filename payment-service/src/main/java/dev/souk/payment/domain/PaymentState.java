package dev.souk.payment.domain;

import java.util.List;

/** Where a payment stands. */
public enum PaymentState {
  /** The provider was asked and its answer is not known yet. */
  PENDING,
  /** The amount is set aside at the provider. */
  AUTHORIZED,
  /** The amount was taken. */
  CAPTURED,
  /** The provider refused; final. */
  DECLINED,
  /** The buyer must confirm at their bank. */
  REQUIRES_ACTION,
  /** Given up before anything was taken; final. */
  VOIDED,
  /** A part of what was captured was paid back. */
  PARTIALLY_REFUNDED,
  /** Everything captured was paid back; final. */
  REFUNDED;

  /** The states that can follow, by name, as error details show them. */
  public List<String> next() {
    List<PaymentState> states =
        switch (this) {
          case PENDING -> List.of(AUTHORIZED, DECLINED, REQUIRES_ACTION, VOIDED);
          case AUTHORIZED -> List.of(CAPTURED, VOIDED);
          case REQUIRES_ACTION -> List.of(AUTHORIZED, DECLINED, VOIDED);
          case CAPTURED, PARTIALLY_REFUNDED -> List.of(PARTIALLY_REFUNDED, REFUNDED);
          case DECLINED, VOIDED, REFUNDED -> List.of();
        };
    return states.stream().map(Enum::name).toList();
  }
}
