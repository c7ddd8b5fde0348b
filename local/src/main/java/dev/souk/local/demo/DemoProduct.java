package dev.souk.local.demo;

/**
 * A product of the demo catalog.
 *
 * @param sku the stock code as the file writes it; SKUs are case-sensitive
 * @param name what a buyer reads
 * @param priceInPence its most frequent price, GBP
 * @param category the shelf it stands on
 * @param stock units to begin with
 */
record DemoProduct(String sku, String name, long priceInPence, DemoCategory category, int stock) {}
