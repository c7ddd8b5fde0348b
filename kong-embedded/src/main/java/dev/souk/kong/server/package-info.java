/**
 * A small, strict HTTP/1.1 server (RFC 9112) on virtual threads, made for requests that may be
 * hostile.
 */
@NullMarked
package dev.souk.kong.server;

import org.jspecify.annotations.NullMarked;
