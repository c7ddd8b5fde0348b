/** Imports and exports of products. */
@NullMarked
package dev.souk.product.transfer;

import org.jspecify.annotations.NullMarked;
