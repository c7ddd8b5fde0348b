/**
 * A payment provider for development: a server of its own, deterministic, with books of its own; no
 * money moves.
 */
@NullMarked
package dev.souk.sandbox;

import org.jspecify.annotations.NullMarked;
