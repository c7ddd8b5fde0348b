package dev.souk.order.saga;

import dev.souk.kit.money.Amount;
import dev.souk.order.domain.Address;
import dev.souk.order.domain.Purchase;
import dev.souk.order.domain.RequestKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What a buyer wants to order, and how.
 *
 * @param key the buyer and the request
 * @param purchase what the buyer wants, and where to
 * @param billingAddress where the invoice goes, unless it goes along
 * @param customerNote what the buyer has to say, or empty
 * @param guestEmail where a guest is written to; empty for a user
 * @param paymentToken means of payment
 * @param expectedTotal the total the buyer agreed to
 * @param giveUp when to answer a pending order rather than to wait on
 */
public record Placement(
    RequestKey key,
    Purchase purchase,
    Optional<Address> billingAddress,
    String customerNote,
    String guestEmail,
    String paymentToken,
    Optional<Amount> expectedTotal,
    Instant giveUp) {

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "Placement[" + key + ']';
  }
}
