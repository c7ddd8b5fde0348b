/**
 * Traces of what a service does, by OpenTelemetry. Without a configured endpoint none of its
 * classes is loaded.
 */
@NullMarked
package dev.souk.kit.tracing;

import org.jspecify.annotations.NullMarked;
