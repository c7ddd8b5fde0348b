/** Tests of the tables. */
@NullMarked
package dev.souk.product.dynamo;

import org.jspecify.annotations.NullMarked;
