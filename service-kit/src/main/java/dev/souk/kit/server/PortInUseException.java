package dev.souk.kit.server;

import java.io.IOException;

/** A server could not listen on its port, as a rule because another process does. */
public final class PortInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PortInUseException(String server, IOException cause) {
    super(server + " cannot listen: " + cause.getMessage(), cause);
  }
}
