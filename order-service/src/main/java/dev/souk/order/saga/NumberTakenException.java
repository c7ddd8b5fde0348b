package dev.souk.order.saga;

/** Another order has the number; the order is kept under another one. */
public final class NumberTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** This number is taken. */
  public NumberTakenException(String number) {
    super("the number " + number + " is taken", null, false, false);
  }
}
