/** People: their profile, credentials and roles. {@link dev.souk.user.UserServer} wires it. */
@NullMarked
package dev.souk.user;

import org.jspecify.annotations.NullMarked;
