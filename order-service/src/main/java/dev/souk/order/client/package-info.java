/** The other services, as the domain sees them. */
@NullMarked
package dev.souk.order.client;

import org.jspecify.annotations.NullMarked;
