/** Events that wait in DynamoDB, written with what they tell of, and their way to Kafka. */
@NullMarked
package dev.souk.product.outbox;

import org.jspecify.annotations.NullMarked;
