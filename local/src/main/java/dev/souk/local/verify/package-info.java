/** The check of the shop's invariants on its live stores, read-only. */
@NullMarked
package dev.souk.local.verify;

import org.jspecify.annotations.NullMarked;
