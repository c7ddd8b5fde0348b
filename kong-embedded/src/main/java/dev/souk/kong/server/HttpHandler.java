package dev.souk.kong.server;

import java.net.InetAddress;
import java.util.function.Consumer;

/** Answers requests, each on a virtual thread of its connection. */
public interface HttpHandler {
  /**
   * Answers one request.
   *
   * @param respond sends the response; must be called exactly once
   */
  void handle(ServerRequest request, Consumer<ServerResponse> respond);

  /**
   * Makes the answer to what is not a request.
   *
   * @param status 400, 408 or 414
   */
  ServerResponse refuse(int status, InetAddress client);
}
