package dev.souk.payment.domain;

/** The provider did not answer in time: the operation may have been done or not. */
public final class ProviderTimeout extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what the provider was asked. */
  public ProviderTimeout(String message) {
    super(message);
  }
}
