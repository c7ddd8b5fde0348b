/** Orders as messages. */
@NullMarked
package dev.souk.order.message;

import org.jspecify.annotations.NullMarked;
