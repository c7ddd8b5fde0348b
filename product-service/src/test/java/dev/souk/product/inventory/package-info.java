/** Tests of the inventory. */
@NullMarked
package dev.souk.product.inventory;

import org.jspecify.annotations.NullMarked;
