package dev.souk.product.dynamo;

/**
 * One step of the tables' design. Running it again, or in several instances at once, must do no
 * harm.
 *
 * @param version its place in the order, from 1
 * @param description what it does
 * @param step does it
 */
record Migration(int version, String description, Runnable step) {}
