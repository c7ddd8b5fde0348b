package dev.souk.payment.domain;

/** The provider did not do the operation, and may when it is asked again. */
public final class ProviderUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what the provider was asked. */
  public ProviderUnavailable(String message) {
    super(message);
  }
}
