/** The client of the sandbox, a payment provider for development. */
@NullMarked
package dev.souk.payment.sandbox;

import org.jspecify.annotations.NullMarked;
