/** Reviews: rules and use cases. */
@NullMarked
package dev.souk.product.review.domain;

import org.jspecify.annotations.NullMarked;
