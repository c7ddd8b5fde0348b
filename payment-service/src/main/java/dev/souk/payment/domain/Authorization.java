package dev.souk.payment.domain;

import dev.souk.kit.money.Amount;

/**
 * What is to be set aside. Its text form does not show the token.
 *
 * @param orderId the order that is paid
 * @param userId who pays
 * @param amount how much; at least 0
 * @param token the provider's token for the means of payment; never stored, never logged
 */
public record Authorization(String orderId, String userId, Amount amount, String token) {
  @Override
  public String toString() {
    return "Authorization[orderId=" + orderId + ", amount=" + amount + "]";
  }
}
