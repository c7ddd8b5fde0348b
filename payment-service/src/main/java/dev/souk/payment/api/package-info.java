/** The gRPC API: messages to rules and back. */
@NullMarked
package dev.souk.payment.api;

import org.jspecify.annotations.NullMarked;
