package dev.souk.order.pricing;

import dev.souk.kit.money.Amount;

/**
 * A way to send something, and what it costs.
 *
 * @param method its id, such as express
 * @param name what people call it
 * @param price what it costs
 * @param minDays business days on the way, at least 1
 * @param maxDays business days on the way, at most
 */
public record ShippingRate(String method, String name, Amount price, int minDays, int maxDays) {}
