/** Checks the books of a live store without changing anything. For operators and tests. */
@NullMarked
package dev.souk.product.audit;

import org.jspecify.annotations.NullMarked;
