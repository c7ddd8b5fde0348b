/** The RPCs: from messages to use cases and back. */
@NullMarked
package dev.souk.user.api;

import org.jspecify.annotations.NullMarked;
