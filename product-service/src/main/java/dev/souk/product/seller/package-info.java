/** Who may sell, as user-service knows it. */
@NullMarked
package dev.souk.product.seller;

import org.jspecify.annotations.NullMarked;
