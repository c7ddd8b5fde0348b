/** The one piece of code that prices: what a quote shows is what an order costs. */
@NullMarked
package dev.souk.order.pricing;

import org.jspecify.annotations.NullMarked;
