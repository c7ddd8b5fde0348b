/** Secrets at rest. */
@NullMarked
package dev.souk.user.seal;

import org.jspecify.annotations.NullMarked;
