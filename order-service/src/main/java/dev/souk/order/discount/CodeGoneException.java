package dev.souk.order.discount;

/** A code that counted when the order was drafted does not when it is placed. */
public final class CodeGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** This code. */
  public CodeGoneException(String code) {
    super("the code " + code + " does not count any more", null, false, false);
  }
}
