/** Faults that administrators inject into calls, for drills and tests. */
@NullMarked
package dev.souk.kit.fault;

import org.jspecify.annotations.NullMarked;
