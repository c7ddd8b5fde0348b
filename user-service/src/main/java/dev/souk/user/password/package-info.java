/** Argon2id hashes, and the threads that compute them. */
@NullMarked
package dev.souk.user.password;

import org.jspecify.annotations.NullMarked;
