package dev.souk.payment.domain;

/** What a provider made of an operation; final. */
public sealed interface ProviderAnswer {
  /**
   * Done.
   *
   * @param reference the provider's name of the authorization that it is about
   */
  record Approved(String reference) implements ProviderAnswer {}

  /**
   * Refused for good.
   *
   * @param code the provider's code, such as {@code card_declined}
   */
  record Refused(String code) implements ProviderAnswer {}

  /**
   * The buyer has to confirm first.
   *
   * @param reference the provider's name of the authorization that waits
   * @param next how the buyer confirms
   */
  record ActionRequired(String reference, NextAction next) implements ProviderAnswer {}
}
