/** Tokens by OAuth 2.0: for machines, and for users whom another issuer knows. */
@NullMarked
package dev.souk.auth.domain.oauth;

import org.jspecify.annotations.NullMarked;
