/** Idempotency keys and the fingerprints of requests. */
@NullMarked
package dev.souk.kit.idempotency;

import org.jspecify.annotations.NullMarked;
