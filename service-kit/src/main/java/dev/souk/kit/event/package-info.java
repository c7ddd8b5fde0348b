/** Events on their way to Kafka. */
@NullMarked
package dev.souk.kit.event;

import org.jspecify.annotations.NullMarked;
