package dev.souk.payment.domain;

/** The token is not one of the provider's. The message does not repeat it. */
public final class UnknownToken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Nothing was done. */
  public UnknownToken() {
    super("the provider does not know the token");
  }
}
