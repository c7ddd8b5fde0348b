package dev.souk.kong.http;

import java.io.IOException;

/** The client did not send what it announced, or not in time. */
public final class ClientFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClientFailure(IOException cause) {
    super("the client did not send its request: " + cause.getMessage(), cause);
  }
}
