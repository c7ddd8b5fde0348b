/** Stock: levels, their ledger, and reservations. */
@NullMarked
package dev.souk.product.inventory;

import org.jspecify.annotations.NullMarked;
