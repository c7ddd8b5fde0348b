/** API keys: what they are and what can be done with them, one class per use case. */
@NullMarked
package dev.souk.auth.domain.apikey;

import org.jspecify.annotations.NullMarked;
