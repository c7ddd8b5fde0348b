/** Domain events: their messages, and the relay from the outbox to Kafka. */
@NullMarked
package dev.souk.order.event;

import org.jspecify.annotations.NullMarked;
