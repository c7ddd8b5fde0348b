/** Configuration from the environment. */
@NullMarked
package dev.souk.kit.config;

import org.jspecify.annotations.NullMarked;
