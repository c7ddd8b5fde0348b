/** The product service: the catalog and the stock of a shop, on DynamoDB. */
@NullMarked
package dev.souk.product;

import org.jspecify.annotations.NullMarked;
