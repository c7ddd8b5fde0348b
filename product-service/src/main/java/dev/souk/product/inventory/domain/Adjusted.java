package dev.souk.product.inventory.domain;

import java.util.Optional;

/**
 * An adjustment as decided.
 *
 * @param level the level afterwards
 * @param entry what the ledger says
 * @param answer what to keep for the idempotency key, where there is one
 */
public record Adjusted(StockLevel level, LedgerEntry entry, Optional<KeptAnswer> answer) {}
