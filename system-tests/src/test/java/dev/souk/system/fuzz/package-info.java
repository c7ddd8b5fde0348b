/** Hostile input for every route, made from the descriptors. */
@NullMarked
package dev.souk.system.fuzz;

import org.jspecify.annotations.NullMarked;
