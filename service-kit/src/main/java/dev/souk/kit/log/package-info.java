/** Log lines as JSON, with who and what, without secrets. */
@NullMarked
package dev.souk.kit.log;

import org.jspecify.annotations.NullMarked;
