/** Revocations in Redis, and on their way from one instance to the watchers of all. */
@NullMarked
package dev.souk.auth.event;

import org.jspecify.annotations.NullMarked;
