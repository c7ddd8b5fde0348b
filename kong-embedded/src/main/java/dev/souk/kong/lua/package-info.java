/**
 * LuaJIT in the JVM: states, the messages that cross into them, and the plugins that run in them.
 */
@NullMarked
package dev.souk.kong.lua;

import org.jspecify.annotations.NullMarked;
