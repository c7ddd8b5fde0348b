/** Orders, sagas, idempotency keys and the outbox in PostgreSQL. */
@NullMarked
package dev.souk.order.store;

import org.jspecify.annotations.NullMarked;
