/** Accounts and what can be done with them, one class per use case. */
@NullMarked
package dev.souk.user.domain;

import org.jspecify.annotations.NullMarked;
