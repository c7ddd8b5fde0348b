/** The server that every service runs in. */
@NullMarked
package dev.souk.kit.server;

import org.jspecify.annotations.NullMarked;
