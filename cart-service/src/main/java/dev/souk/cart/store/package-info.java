/** Carts in Redis. */
@NullMarked
package dev.souk.cart.store;

import org.jspecify.annotations.NullMarked;
