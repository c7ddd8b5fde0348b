package dev.souk.payment.stripe;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach Stripe. Its text form does not show the secrets.
 *
 * @param apiKey the account's secret key
 * @param webhookSecret with which Stripe signs what it sends to the webhook
 * @param apiBase where its API answers
 * @param returnUrl where a bank's page sends the buyer back to; without one, Stripe's code in the
 *     buyer's browser confirms
 * @param patience after which an answer counts as lost
 */
public record StripeSettings(
    String apiKey,
    String webhookSecret,
    URI apiBase,
    Optional<String> returnUrl,
    Duration patience) {
  @Override
  public String toString() {
    return "StripeSettings[apiBase=" + apiBase + "]";
  }
}
