/** Compares the gateway's codec in Lua with protobuf-java, on LuaJIT inside the JVM. */
@NullMarked
package dev.souk.kong.codec;

import org.jspecify.annotations.NullMarked;
