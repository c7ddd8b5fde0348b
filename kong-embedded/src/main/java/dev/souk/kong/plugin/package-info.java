/**
 * Plugins: the chain of phases, and equivalents of the bundled plugins that {@code kong.yml} names.
 */
@NullMarked
package dev.souk.kong.plugin;

import org.jspecify.annotations.NullMarked;
