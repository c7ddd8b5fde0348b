package dev.souk.sandbox;

import java.util.Map;
import java.util.Optional;

/** What each of the sandbox's tokens makes it do. */
enum Card {
  SUCCESS,
  DECLINED,
  INSUFFICIENT_FUNDS,
  /** Done, and answered too late. */
  TIMEOUT,
  /** Waits for the buyer's confirmation. */
  ACTION_REQUIRED,
  /** Authorized and captured; refunds are refused for now, always. */
  REFUND_FAILS;

  private static final Map<String, Card> BY_TOKEN =
      Map.of(
          "tok_success", SUCCESS,
          "tok_declined", DECLINED,
          "tok_insufficient_funds", INSUFFICIENT_FUNDS,
          "tok_timeout", TIMEOUT,
          "tok_3ds", ACTION_REQUIRED,
          "tok_refund_fails", REFUND_FAILS);

  static Optional<Card> of(String token) {
    return Optional.ofNullable(BY_TOKEN.get(token));
  }

  /** The code of a refusal; empty when the card is good. */
  Optional<String> refusalCode() {
    return switch (this) {
      case DECLINED -> Optional.of("card_declined");
      case INSUFFICIENT_FUNDS -> Optional.of("insufficient_funds");
      case SUCCESS, TIMEOUT, ACTION_REQUIRED, REFUND_FAILS -> Optional.empty();
    };
  }
}
