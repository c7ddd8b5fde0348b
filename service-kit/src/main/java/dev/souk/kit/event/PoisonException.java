package dev.souk.kit.event;

/** What came on a topic can never be handled: trying again is no use. */
public final class PoisonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong with it. */
  public PoisonException(String message) {
    super(message);
  }
}
