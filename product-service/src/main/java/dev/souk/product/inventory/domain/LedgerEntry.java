package dev.souk.product.inventory.domain;

import java.time.Instant;

/**
 * One change of the units on hand.
 *
 * @param entryId its id
 * @param sku the SKU
 * @param location where
 * @param delta units added, or taken when negative
 * @param reason why, in capitals
 * @param actor the user or service that did it
 * @param reference the order it was for; empty when for none
 * @param time when
 */
public record LedgerEntry(
    String entryId,
    String sku,
    String location,
    int delta,
    String reason,
    String actor,
    String reference,
    Instant time) {}
