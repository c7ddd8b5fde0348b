/** order-service dies at every step boundary, alone, while the rest of the shop goes on. */
@NullMarked
package dev.souk.system.crash;

import org.jspecify.annotations.NullMarked;
