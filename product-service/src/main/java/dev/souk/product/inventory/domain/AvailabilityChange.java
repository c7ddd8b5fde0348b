package dev.souk.product.inventory.domain;

import java.util.Set;

/**
 * That units of SKUs can be ordered at a location where there were none, or that the last are gone.
 *
 * @param cause what moved the units: an order, or an entry of the ledger
 * @param version rises with every change of one cause
 * @param skus the SKUs, at least one
 */
public record AvailabilityChange(String cause, long version, Set<String> skus) {}
