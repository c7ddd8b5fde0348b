package dev.souk.kong.http;

import java.io.IOException;

/** A request's body is larger than the gateway reads. */
public final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Makes one for a limit in bytes. */
  public BodyTooLargeException(long limit) {
    super("the body is larger than " + limit + " bytes");
  }
}
