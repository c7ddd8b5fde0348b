package dev.souk.local;

/** The shop cannot start for a reason that a person can act on; the message is that one line. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A reason with nothing underneath it. */
  public StartException(String message) {
    super(message);
  }

  /** A reason caused by a failure. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
