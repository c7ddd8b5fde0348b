package dev.souk.cart.domain;

import dev.souk.kit.money.Amount;
import java.util.List;

/**
 * What discount codes take off a cart.
 *
 * @param codes each code
 * @param discount all of them together
 */
public record CartDiscounts(List<CodeDiscount> codes, Amount discount) {
  /** Nothing. */
  static CartDiscounts none(String currency) {
    return new CartDiscounts(List.of(), Amount.zero(currency));
  }

  /**
   * What a code takes off.
   *
   * @param code the code
   * @param amount off the lines
   * @param freeShipping whether it takes off the shipping
   * @param obstacle why it does not count, or empty
   */
  public record CodeDiscount(String code, Amount amount, boolean freeShipping, String obstacle) {}
}
