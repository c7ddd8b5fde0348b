/** What the inventory tells others of. */
@NullMarked
package dev.souk.product.inventory.event;

import org.jspecify.annotations.NullMarked;
