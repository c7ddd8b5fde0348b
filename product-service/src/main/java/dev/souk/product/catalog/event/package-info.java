/** What the catalog tells others of. */
@NullMarked
package dev.souk.product.catalog.event;

import org.jspecify.annotations.NullMarked;
