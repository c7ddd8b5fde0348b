/** Stock over gRPC. */
@NullMarked
package dev.souk.product.inventory.api;

import org.jspecify.annotations.NullMarked;
