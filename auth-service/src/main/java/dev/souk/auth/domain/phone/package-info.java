/** Telephone numbers, proven by codes. */
@NullMarked
package dev.souk.auth.domain.phone;

import org.jspecify.annotations.NullMarked;
