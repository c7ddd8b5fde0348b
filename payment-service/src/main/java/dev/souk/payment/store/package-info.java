/** Payments in PostgreSQL. */
@NullMarked
package dev.souk.payment.store;

import org.jspecify.annotations.NullMarked;
