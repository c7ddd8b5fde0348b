/** Sessions and what can be done with them, one class per use case. */
@NullMarked
package dev.souk.auth.domain;

import org.jspecify.annotations.NullMarked;
