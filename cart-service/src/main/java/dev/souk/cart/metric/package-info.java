/** Counts what happens to carts. */
@NullMarked
package dev.souk.cart.metric;

import org.jspecify.annotations.NullMarked;
