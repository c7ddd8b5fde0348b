/** Tests of the way from and to Kafka, on a broker in this JVM. */
@NullMarked
package dev.souk.kit.event;

import org.jspecify.annotations.NullMarked;
