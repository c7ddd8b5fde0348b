/** Carts: the server and its wiring. */
@NullMarked
package dev.souk.cart;

import org.jspecify.annotations.NullMarked;
