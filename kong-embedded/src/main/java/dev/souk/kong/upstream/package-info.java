/** Calls to the gRPC services behind the gateway. */
@NullMarked
package dev.souk.kong.upstream;

import org.jspecify.annotations.NullMarked;
