/** Exact arithmetic on money. */
@NullMarked
package dev.souk.kit.money;

import org.jspecify.annotations.NullMarked;
