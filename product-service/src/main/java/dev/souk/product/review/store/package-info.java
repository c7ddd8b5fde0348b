/** Reviews in DynamoDB. */
@NullMarked
package dev.souk.product.review.store;

import org.jspecify.annotations.NullMarked;
