package dev.souk.cart.domain;

/**
 * How much a cart may hold.
 *
 * @param lines lines of a cart
 * @param quantity units of a line
 */
public record CartLimits(int lines, int quantity) {}
