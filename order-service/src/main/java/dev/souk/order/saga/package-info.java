/** The steps by which an order is placed or cancelled, whatever fails on the way. */
@NullMarked
package dev.souk.order.saga;

import org.jspecify.annotations.NullMarked;
