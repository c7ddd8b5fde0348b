/** Signing in with a second factor. */
@NullMarked
package dev.souk.auth.domain.totp;

import org.jspecify.annotations.NullMarked;
