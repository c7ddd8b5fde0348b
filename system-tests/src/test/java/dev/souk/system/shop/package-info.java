/** The running shop, and how tests talk to it. */
@NullMarked
package dev.souk.system.shop;

import org.jspecify.annotations.NullMarked;
