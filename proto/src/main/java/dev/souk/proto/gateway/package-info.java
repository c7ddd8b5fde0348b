/**
 * Makes the files from which the gateway learns the API: the descriptor set and the route table.
 */
@NullMarked
package dev.souk.proto.gateway;

import org.jspecify.annotations.NullMarked;
