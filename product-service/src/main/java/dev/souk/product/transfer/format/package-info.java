/** The formats of files with products. */
@NullMarked
package dev.souk.product.transfer.format;

import org.jspecify.annotations.NullMarked;
