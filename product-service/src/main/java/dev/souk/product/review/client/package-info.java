/** What other services know of reviewers. */
@NullMarked
package dev.souk.product.review.client;

import org.jspecify.annotations.NullMarked;
