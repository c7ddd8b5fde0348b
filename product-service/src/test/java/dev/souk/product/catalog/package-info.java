/** Tests of the catalog. */
@NullMarked
package dev.souk.product.catalog;

import org.jspecify.annotations.NullMarked;
