package dev.souk.product.review.domain;

/**
 * What a reviewer says.
 *
 * @param rating 1 to 5
 * @param title at most 120 characters
 * @param text at most 5,000 characters, markup being text
 */
public record ReviewContent(int rating, String title, String text) {}
