/** Imports and exports of products: what a file says, and what becomes of it. */
@NullMarked
package dev.souk.product.transfer.domain;

import org.jspecify.annotations.NullMarked;
