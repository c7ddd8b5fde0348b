/** The gRPC interface: messages to the domain and back. */
@NullMarked
package dev.souk.order.api;

import org.jspecify.annotations.NullMarked;
