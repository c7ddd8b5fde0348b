package dev.souk.kong.server;

import java.io.IOException;

/** A request is not HTTP/1.1 as the server reads it; the connection ends with this status. */
final class MalformedRequestException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  MalformedRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
