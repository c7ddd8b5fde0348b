package dev.souk.product.search.domain;

/**
 * A product to suggest.
 *
 * @param text its name
 * @param productId its id
 */
public record Suggestion(String text, String productId) {}
