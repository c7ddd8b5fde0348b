/** Operations in DynamoDB. */
@NullMarked
package dev.souk.product.transfer.store;

import org.jspecify.annotations.NullMarked;
