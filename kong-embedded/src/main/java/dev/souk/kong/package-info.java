/** A Kong that runs inside the JVM: the same {@code kong.yml}, the same Lua plugins, no Docker. */
@NullMarked
package dev.souk.kong;

import org.jspecify.annotations.NullMarked;
