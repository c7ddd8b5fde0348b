/** Stock levels, reservations and adjustments. */
@NullMarked
package dev.souk.product.inventory.domain;

import org.jspecify.annotations.NullMarked;
