/** Imports and exports over gRPC. */
@NullMarked
package dev.souk.product.transfer.api;

import org.jspecify.annotations.NullMarked;
