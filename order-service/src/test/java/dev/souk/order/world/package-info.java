/** The outside world of order-service, for its tests. */
@NullMarked
package dev.souk.order.world;

import org.jspecify.annotations.NullMarked;
