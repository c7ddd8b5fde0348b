package dev.souk.kong.server;

import dev.souk.kong.http.Headers;
import java.io.InputStream;
import java.net.InetAddress;

/**
 * A request as a handler gets it.
 *
 * @param path the raw path
 * @param query the raw query, without its question mark
 * @param body to be read at most once; what is left unread ends the connection
 */
public record ServerRequest(
    String method,
    String path,
    String query,
    Headers headers,
    InputStream body,
    InetAddress client) {}
