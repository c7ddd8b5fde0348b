/** The other services that this one calls. */
@NullMarked
package dev.souk.auth.client;

import org.jspecify.annotations.NullMarked;
