package dev.souk.product.catalog.domain;

/**
 * What a buyer can have.
 *
 * @param listing what is offered
 * @param available units that can be ordered now
 */
public record Offer(Listing listing, int available) {}
