package dev.souk.payment;

import dev.souk.payment.stripe.StripeSettings;
import java.net.URI;
import java.time.Duration;

/** Who moves the money. */
sealed interface ProviderSettings {
  /**
   * The sandbox, where none moves.
   *
   * @param url {@code SOUK_SANDBOX_URL}: where it answers
   * @param patience {@code SOUK_PAYMENT_PATIENCE}: after which an answer counts as lost; below what
   *     callers wait for
   */
  record Sandbox(URI url, Duration patience) implements ProviderSettings {}

  /**
   * Stripe.
   *
   * @param settings {@code SOUK_STRIPE_API_KEY}, {@code SOUK_STRIPE_WEBHOOK_SECRET}, {@code
   *     SOUK_STRIPE_API_BASE}, {@code SOUK_STRIPE_RETURN_URL}; {@code SOUK_PAYMENT_PATIENCE}, of
   *     which two are below the lease
   */
  record Stripe(StripeSettings settings) implements ProviderSettings {}
}
