package dev.souk.order.discount;

/**
 * A code as a customer finds it.
 *
 * @param code the code
 * @param usesOfCustomer orders of the customer that it counts for
 */
public record CodeUse(DiscountCode code, int usesOfCustomer) {
  /** As if an order of the customer had not been placed. */
  public CodeUse withoutOne() {
    return new CodeUse(code.withoutAUse(), Math.max(0, usesOfCustomer - 1));
  }
}
