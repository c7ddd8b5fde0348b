package dev.souk.payment.domain;

import dev.souk.kit.money.Amount;
import java.util.Optional;

/**
 * What is to be paid back.
 *
 * @param orderId the order that was paid
 * @param refundId names the refund: the same name is never paid twice
 * @param amount how much; all that is left when empty
 */
public record Refund(String orderId, String refundId, Optional<Amount> amount) {}
