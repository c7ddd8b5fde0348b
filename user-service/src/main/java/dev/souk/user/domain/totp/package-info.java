/** The second factor: codes of an authenticator app, and recovery codes. */
@NullMarked
package dev.souk.user.domain.totp;

import org.jspecify.annotations.NullMarked;
