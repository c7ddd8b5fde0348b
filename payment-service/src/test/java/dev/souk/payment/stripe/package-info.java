/** Stripe, as a server of the tests answers for it. */
@NullMarked
package dev.souk.payment.stripe;

import org.jspecify.annotations.NullMarked;
