/** Counts and times what is asked of the payment provider. */
@NullMarked
package dev.souk.payment.metric;

import org.jspecify.annotations.NullMarked;
