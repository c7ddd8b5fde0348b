/** Reviews of products. */
@NullMarked
package dev.souk.product.review;

import org.jspecify.annotations.NullMarked;
