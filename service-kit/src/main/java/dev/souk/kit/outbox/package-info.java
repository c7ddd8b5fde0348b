/**
 * Events written in the transaction of the change that they tell of, and relayed to Kafka: none is
 * lost, and none is told of a change that did not happen.
 */
@NullMarked
package dev.souk.kit.outbox;

import org.jspecify.annotations.NullMarked;
