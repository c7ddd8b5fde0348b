/** Identifiers by the TypeID specification. */
@NullMarked
package dev.souk.kit.id;

import org.jspecify.annotations.NullMarked;
