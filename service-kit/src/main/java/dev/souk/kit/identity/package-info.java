/** Who calls: users by token, services by service token. */
@NullMarked
package dev.souk.kit.identity;

import org.jspecify.annotations.NullMarked;
