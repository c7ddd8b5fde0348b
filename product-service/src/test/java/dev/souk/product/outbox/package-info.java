/** Tests of the outbox on a Kafka in this JVM. */
@NullMarked
package dev.souk.product.outbox;

import org.jspecify.annotations.NullMarked;
