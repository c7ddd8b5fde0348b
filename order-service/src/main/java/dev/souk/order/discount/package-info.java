/** Discount codes: what they take off, for whom, and how often. */
@NullMarked
package dev.souk.order.discount;

import org.jspecify.annotations.NullMarked;
