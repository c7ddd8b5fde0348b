/** Keeps the index by events. */
@NullMarked
package dev.souk.product.search.event;

import org.jspecify.annotations.NullMarked;
