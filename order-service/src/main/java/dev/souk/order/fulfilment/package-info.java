/** The way of paid orders to their buyers, where the shop takes it by itself. */
@NullMarked
package dev.souk.order.fulfilment;

import org.jspecify.annotations.NullMarked;
