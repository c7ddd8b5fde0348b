/** Tests of the search. */
@NullMarked
package dev.souk.product.search;

import org.jspecify.annotations.NullMarked;
