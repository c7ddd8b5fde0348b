/** The demo catalog and accounts. */
@NullMarked
package dev.souk.local.demo;

import org.jspecify.annotations.NullMarked;
