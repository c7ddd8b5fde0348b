/** What a payment is and may become; no driver, no messages. */
@NullMarked
package dev.souk.payment.domain;

import org.jspecify.annotations.NullMarked;
