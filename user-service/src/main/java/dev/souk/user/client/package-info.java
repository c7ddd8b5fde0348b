/** The other services that this one calls. */
@NullMarked
package dev.souk.user.client;

import org.jspecify.annotations.NullMarked;
