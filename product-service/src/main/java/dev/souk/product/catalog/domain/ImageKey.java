package dev.souk.product.catalog.domain;

/**
 * Which file. Each upload has one of its own, so that taking a picture away can never take another
 * product's, and the same name never means another content.
 *
 * @param productId the product's id
 * @param imageId the picture's id
 * @param hash SHA-256 of the file, in hexadecimal
 */
public record ImageKey(String productId, String imageId, String hash) {}
