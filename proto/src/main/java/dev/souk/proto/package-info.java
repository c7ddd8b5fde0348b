/** What of the API is not in the generated code. */
@NullMarked
package dev.souk.proto;

import org.jspecify.annotations.NullMarked;
