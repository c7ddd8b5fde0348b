/** The catalog over gRPC. */
@NullMarked
package dev.souk.product.catalog.api;

import org.jspecify.annotations.NullMarked;
