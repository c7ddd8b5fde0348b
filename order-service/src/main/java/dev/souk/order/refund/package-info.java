/** Paying buyers back. */
@NullMarked
package dev.souk.order.refund;

import org.jspecify.annotations.NullMarked;
