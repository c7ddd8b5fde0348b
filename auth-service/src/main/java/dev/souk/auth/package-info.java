/** Sessions and tokens. {@link dev.souk.auth.AuthServer} wires it. */
@NullMarked
package dev.souk.auth;

import org.jspecify.annotations.NullMarked;
