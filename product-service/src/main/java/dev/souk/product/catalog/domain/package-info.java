/** Products, categories and who may see and change them. */
@NullMarked
package dev.souk.product.catalog.domain;

import org.jspecify.annotations.NullMarked;
