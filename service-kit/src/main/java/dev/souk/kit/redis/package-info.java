/** How services reach Redis. */
@NullMarked
package dev.souk.kit.redis;

import org.jspecify.annotations.NullMarked;
