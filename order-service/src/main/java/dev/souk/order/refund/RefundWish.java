package dev.souk.order.refund;

import dev.souk.kit.money.Amount;
import dev.souk.order.domain.RequestKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an administrator wants to pay back. Without an amount and units: all that is left.
 *
 * @param orderId of which order
 * @param amount how much
 * @param units what was paid for so many units, by SKU; instead of an amount
 * @param reason why
 * @param key who asks, and the request
 * @param giveUp when to answer a refund that is not known to be paid rather than to wait on
 */
public record RefundWish(
    String orderId,
    Optional<Amount> amount,
    Map<String, Integer> units,
    String reason,
    RequestKey key,
    Instant giveUp) {}
