/** Measures the shop against what the machine can do without it, in one run. */
@NullMarked
package dev.souk.bench;

import org.jspecify.annotations.NullMarked;
