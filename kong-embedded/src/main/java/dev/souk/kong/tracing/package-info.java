/** Spans of requests, as Kong's instrumentation {@code request} makes them. */
@NullMarked
package dev.souk.kong.tracing;

import org.jspecify.annotations.NullMarked;
