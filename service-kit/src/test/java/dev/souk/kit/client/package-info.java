/** Tests of calls from one service to another. */
@NullMarked
package dev.souk.kit.client;

import org.jspecify.annotations.NullMarked;
