/**
 * The stores of the shop as embedded servers, for laptops and tests: started on a folder and a
 * port, they keep their data through a restart and through kill -9, and listen on the loopback
 * address only. A service never depends on this package: it talks to them as it talks to the real
 * servers.
 */
@NullMarked
package dev.souk.embedded;

import org.jspecify.annotations.NullMarked;
