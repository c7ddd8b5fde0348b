/** Stripe: cards by PaymentIntents that are authorized first and captured later. */
@NullMarked
package dev.souk.payment.stripe;

import org.jspecify.annotations.NullMarked;
