/** ID tokens of OpenID issuers that the operator trusts, and the keys that verify them. */
@NullMarked
package dev.souk.auth.oidc;

import org.jspecify.annotations.NullMarked;
