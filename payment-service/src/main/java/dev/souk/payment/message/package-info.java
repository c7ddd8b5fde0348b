/** Payments as messages, for calls and events. */
@NullMarked
package dev.souk.payment.message;

import org.jspecify.annotations.NullMarked;
