/** When and by whom a store is brought to the design that the code needs. */
@NullMarked
package dev.souk.kit.migration;

import org.jspecify.annotations.NullMarked;
