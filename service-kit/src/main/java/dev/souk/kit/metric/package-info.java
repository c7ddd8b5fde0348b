/** Meters that several services have. */
@NullMarked
package dev.souk.kit.metric;

import org.jspecify.annotations.NullMarked;
