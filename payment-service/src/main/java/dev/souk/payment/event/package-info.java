/** What the world is told of payments. */
@NullMarked
package dev.souk.payment.event;

import org.jspecify.annotations.NullMarked;
