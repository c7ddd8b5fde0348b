/** The stores of a local shop, started together. */
@NullMarked
package dev.souk.local.store;

import org.jspecify.annotations.NullMarked;
