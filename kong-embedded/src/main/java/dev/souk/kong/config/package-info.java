/** Reads {@code kong.yml}, and refuses what this host does not know. */
@NullMarked
package dev.souk.kong.config;

import org.jspecify.annotations.NullMarked;
