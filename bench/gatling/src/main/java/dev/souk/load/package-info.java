/** Load profiles of an open model, with thresholds. */
@NullMarked
package dev.souk.load;

import org.jspecify.annotations.NullMarked;
