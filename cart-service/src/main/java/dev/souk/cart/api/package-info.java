/** The gRPC API: messages to rules and back. */
@NullMarked
package dev.souk.cart.api;

import org.jspecify.annotations.NullMarked;
