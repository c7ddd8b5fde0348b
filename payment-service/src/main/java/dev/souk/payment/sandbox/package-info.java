/** A payment provider for development: deterministic, with books of its own; no money moves. */
@NullMarked
package dev.souk.payment.sandbox;

import org.jspecify.annotations.NullMarked;
