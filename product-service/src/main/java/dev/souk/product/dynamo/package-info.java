/** DynamoDB as the catalog and the inventory use it: the tables' design, items, transactions. */
@NullMarked
package dev.souk.product.dynamo;

import org.jspecify.annotations.NullMarked;
