/** Payments: the server and its wiring. */
@NullMarked
package dev.souk.payment;

import org.jspecify.annotations.NullMarked;
