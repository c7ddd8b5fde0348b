/** Tests of payment-service. */
@NullMarked
package dev.souk.payment;

import org.jspecify.annotations.NullMarked;
