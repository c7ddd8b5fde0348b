/** What the shop does, seen from outside. */
@NullMarked
package dev.souk.system;

import org.jspecify.annotations.NullMarked;
