/** Signed access tokens and the key that signs them. */
@NullMarked
package dev.souk.auth.token;

import org.jspecify.annotations.NullMarked;
