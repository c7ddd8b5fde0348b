/** Serves souk.product.v1.SearchService. */
@NullMarked
package dev.souk.product.search.api;

import org.jspecify.annotations.NullMarked;
