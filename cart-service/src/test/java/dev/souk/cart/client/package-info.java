/** Tests of the catalog's client. */
@NullMarked
package dev.souk.cart.client;

import org.jspecify.annotations.NullMarked;
