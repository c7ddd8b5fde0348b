/** Accounts in MongoDB. */
@NullMarked
package dev.souk.user.store;

import org.jspecify.annotations.NullMarked;
