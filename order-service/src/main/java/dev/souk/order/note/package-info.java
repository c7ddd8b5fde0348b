/** What administrators tell each other about orders. */
@NullMarked
package dev.souk.order.note;

import org.jspecify.annotations.NullMarked;
