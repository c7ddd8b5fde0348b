/** Counts sign-ins. */
@NullMarked
package dev.souk.auth.metric;

import org.jspecify.annotations.NullMarked;
