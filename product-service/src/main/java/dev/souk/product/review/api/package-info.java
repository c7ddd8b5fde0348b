/** Reviews over gRPC. */
@NullMarked
package dev.souk.product.review.api;

import org.jspecify.annotations.NullMarked;
