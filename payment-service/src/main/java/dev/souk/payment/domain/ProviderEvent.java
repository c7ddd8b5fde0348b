package dev.souk.payment.domain;

/**
 * A provider's word that something happened to a payment. What it is, nobody is believed about: the
 * provider is asked.
 *
 * @param eventId the provider's; the same event may come again
 * @param authorization the provider's name of the authorization that it is about
 */
public record ProviderEvent(String eventId, String authorization) {}
