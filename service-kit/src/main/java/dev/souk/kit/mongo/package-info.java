/** How services reach MongoDB. */
@NullMarked
package dev.souk.kit.mongo;

import org.jspecify.annotations.NullMarked;
