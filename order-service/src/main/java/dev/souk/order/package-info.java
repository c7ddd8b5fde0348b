/** Checkout and orders. */
@NullMarked
package dev.souk.order;

import org.jspecify.annotations.NullMarked;
