/** How texts become the words that are compared. */
@NullMarked
package dev.souk.product.search.text;

import org.jspecify.annotations.NullMarked;
