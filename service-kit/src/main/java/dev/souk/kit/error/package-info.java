/** The catalogue of errors, and how they reach a client. */
@NullMarked
package dev.souk.kit.error;

import org.jspecify.annotations.NullMarked;
