package dev.souk.embedded;

/** An embedded store could not be started or prepared; the message is one line for a person. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with nothing underneath it. */
  public StoreException(String message) {
    super(message);
  }

  /** A failure caused by another. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
