/** Tests of cart-service. */
@NullMarked
package dev.souk.cart;

import org.jspecify.annotations.NullMarked;
