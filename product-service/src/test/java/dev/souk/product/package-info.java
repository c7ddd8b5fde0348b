/** Tests of the product service on a real DynamoDB Local. */
@NullMarked
package dev.souk.product;

import org.jspecify.annotations.NullMarked;
