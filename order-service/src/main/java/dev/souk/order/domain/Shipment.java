package dev.souk.order.domain;

/**
 * How an order is sent.
 *
 * @param carrier who carries it
 * @param trackingNumber what the carrier knows it by; empty once the buyer is erased
 */
public record Shipment(String carrier, String trackingNumber) {}
