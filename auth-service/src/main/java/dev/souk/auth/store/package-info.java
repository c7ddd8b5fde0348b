/** Sessions in MongoDB; counters of failed logins in Redis. */
@NullMarked
package dev.souk.auth.store;

import org.jspecify.annotations.NullMarked;
