/** What tests of services need to be somebody. */
@NullMarked
package dev.souk.kit.testing;

import org.jspecify.annotations.NullMarked;
