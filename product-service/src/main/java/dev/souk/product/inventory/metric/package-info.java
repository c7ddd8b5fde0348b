/** Counts what happens to reservations. */
@NullMarked
package dev.souk.product.inventory.metric;

import org.jspecify.annotations.NullMarked;
