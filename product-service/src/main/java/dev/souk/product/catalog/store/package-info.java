/** The catalog in DynamoDB. */
@NullMarked
package dev.souk.product.catalog.store;

import org.jspecify.annotations.NullMarked;
