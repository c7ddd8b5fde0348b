/** The pictures that people show of themselves. */
@NullMarked
package dev.souk.user.domain.avatar;

import org.jspecify.annotations.NullMarked;
