/** Work that is done at least once, whatever fails meanwhile. */
@NullMarked
package dev.souk.order.task;

import org.jspecify.annotations.NullMarked;
