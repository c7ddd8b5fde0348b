/** What reviews tell others of. */
@NullMarked
package dev.souk.product.review.event;

import org.jspecify.annotations.NullMarked;
