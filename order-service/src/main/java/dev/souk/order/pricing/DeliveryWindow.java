package dev.souk.order.pricing;

import java.time.LocalDate;

/**
 * When something should arrive.
 *
 * @param earliest not before this day
 * @param latest by this day
 */
public record DeliveryWindow(LocalDate earliest, LocalDate latest) {}
