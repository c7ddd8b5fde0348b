/** The index in this process, on Lucene. */
@NullMarked
package dev.souk.product.search.lucene;

import org.jspecify.annotations.NullMarked;
