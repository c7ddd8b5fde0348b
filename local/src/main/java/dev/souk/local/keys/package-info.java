/** The keys of a local shop, made at its first start. */
@NullMarked
package dev.souk.local.keys;

import org.jspecify.annotations.NullMarked;
