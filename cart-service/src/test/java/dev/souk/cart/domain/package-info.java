/** Tests of the rules of carts. */
@NullMarked
package dev.souk.cart.domain;

import org.jspecify.annotations.NullMarked;
