package dev.souk.payment.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.payment.domain.ProviderEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what Stripe sends to the webhook. Only what it is about is taken from it: how that stands
 * is asked of Stripe.
 */
public final class StripeEvents {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** Stripe's library fails on what has no such form. */
  private static final Pattern SIGNATURES =
      Pattern.compile("t=[0-9]{1,12}(?:,v[0-9]=[0-9a-f]{1,128}){1,16}");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String secret;
  private final Clock clock;

  /** Reads events signed with the secret. */
  public StripeEvents(String secret, Clock clock) {
    this.secret = secret;
    this.clock = clock;
  }

  /**
   * The event; empty when it is about no payment.
   *
   * @param payload the body as it came
   * @param signature the header {@code stripe-signature}
   * @throws dev.souk.kit.error.ApiException INVALID_ARGUMENT when Stripe did not sign it, or more
   *     than five minutes ago
   */
  public Optional<ProviderEvent> read(String payload, String signature) {
    requireSigned(payload, signature);
    JsonNode event = json(payload);
    JsonNode about = event.at("/data/object");
    JsonNode intent =
        about.path("object").asText().equals("payment_intent")
            ? about.path("id")
            : about.path("payment_intent");
    return intent.isTextual()
        ? Optional.of(new ProviderEvent(event.path("id").asText(), intent.textValue()))
        : Optional.empty();
  }

  private void requireSigned(String payload, String signature) {
    if (!SIGNATURES.matcher(signature).matches()) {
      throw notSigned();
    }
    try {
      Webhook.Signature.verifyHeader(payload, signature, secret, TOLERANCE.toSeconds(), clock);
    } catch (SignatureVerificationException e) {
      throw notSigned();
    }
  }

  private static ApiException notSigned() {
    return Errors.invalid(
        "stripe-signature", "must be Stripe's of this very body, and not older than 5 minutes");
  }

  private static JsonNode json(String payload) {
    try {
      JsonNode event = JSON.readTree(payload);
      if (event.path("id").isTextual()) {
        return event;
      }
      throw noEvent();
    } catch (JsonProcessingException e) {
      throw noEvent();
    }
  }

  private static ApiException noEvent() {
    return Errors.invalid("body", "must be an event as Stripe sends it");
  }
}
