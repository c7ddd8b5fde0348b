/** The catalog, as carts see it. */
@NullMarked
package dev.souk.cart.client;

import org.jspecify.annotations.NullMarked;
