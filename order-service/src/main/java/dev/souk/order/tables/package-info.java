/** The tables that taxes, shipping and delivery times come from. */
@NullMarked
package dev.souk.order.tables;

import org.jspecify.annotations.NullMarked;
