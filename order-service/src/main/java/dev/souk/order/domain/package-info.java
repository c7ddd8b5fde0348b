/** What an order is, what may become of it, and the use cases of buyers. */
@NullMarked
package dev.souk.order.domain;

import org.jspecify.annotations.NullMarked;
