/** Stock in DynamoDB. */
@NullMarked
package dev.souk.product.inventory.store;

import org.jspecify.annotations.NullMarked;
