/** The index in an OpenSearch that several instances share. */
@NullMarked
package dev.souk.product.search.opensearch;

import org.jspecify.annotations.NullMarked;
