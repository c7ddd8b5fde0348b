/** What is told about carts. */
@NullMarked
package dev.souk.cart.event;

import org.jspecify.annotations.NullMarked;
