/** Events that this service reads from Kafka. */
@NullMarked
package dev.souk.user.event;

import org.jspecify.annotations.NullMarked;
