/** Counts and times what happens to orders. */
@NullMarked
package dev.souk.order.metric;

import org.jspecify.annotations.NullMarked;
