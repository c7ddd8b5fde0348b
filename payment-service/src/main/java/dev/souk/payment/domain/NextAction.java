package dev.souk.payment.domain;

/**
 * How a buyer confirms a payment: at an address, or by the provider's code in their browser. Its
 * text form does not show the secret.
 *
 * @param url where to confirm; empty when the provider's code does it
 * @param clientSecret what the provider's code needs; never stored, never logged; may be empty
 */
public record NextAction(String url, String clientSecret) {
  @Override
  public String toString() {
    return "NextAction[url=" + url + "]";
  }
}
