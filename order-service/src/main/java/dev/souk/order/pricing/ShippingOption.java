package dev.souk.order.pricing;

/**
 * A way to send an order.
 *
 * @param rate what it costs, without discounts
 * @param window when the order should arrive
 */
public record ShippingOption(ShippingRate rate, DeliveryWindow window) {}
