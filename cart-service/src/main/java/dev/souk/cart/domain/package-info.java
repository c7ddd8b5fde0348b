/** What a cart is and how it changes; no driver, no messages. */
@NullMarked
package dev.souk.cart.domain;

import org.jspecify.annotations.NullMarked;
