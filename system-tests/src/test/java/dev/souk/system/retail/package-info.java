/** Real orders of a shop, read independently of how the shop reads them. */
@NullMarked
package dev.souk.system.retail;

import org.jspecify.annotations.NullMarked;
