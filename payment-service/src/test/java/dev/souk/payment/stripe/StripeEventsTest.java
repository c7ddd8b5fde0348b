package dev.souk.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.souk.kit.error.ApiException;
import dev.souk.payment.domain.ProviderEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is believed of Stripe's events: that Stripe sent them lately, and what they are about. */
class StripeEventsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String SECRET = "whsec_of_tests";
  private static final String EVENT =
      """
      {"id": "evt_1", "object": "event", "type": "payment_intent.succeeded",
       "data": {"object": {"id": "pi_1", "object": "payment_intent", "amount": 1999}}}
      """;

  private final StripeEvents events = new StripeEvents(SECRET, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void a_signed_event_names_its_payment() {
    assertThat(events.read(EVENT, header(EVENT))).contains(new ProviderEvent("evt_1", "pi_1"));
    String ofRefund =
        """
        {"id": "evt_2", "data": {"object": {"id": "re_1", "object": "refund", "payment_intent": "pi_2"}}}
        """;
    assertThat(events.read(ofRefund, header(ofRefund)))
        .contains(new ProviderEvent("evt_2", "pi_2"));
    String ofNoPayment =
        """
        {"id": "evt_3", "data": {"object": {"id": "cus_1", "object": "customer"}}}
        """;
    assertThat(events.read(ofNoPayment, header(ofNoPayment))).isEmpty();
  }

  @Test
  void the_signature_is_good_for_five_minutes() {
    Instant justInTime = NOW.minus(Duration.ofMinutes(5));
    assertThat(events.read(EVENT, Signed.header(EVENT, SECRET, justInTime))).isPresent();
    requireRefused(EVENT, Signed.header(EVENT, SECRET, justInTime.minusSeconds(1)));
  }

  @Test
  void one_good_signature_of_several_is_enough() {
    String rolled = header(EVENT) + ",v1=" + "0".repeat(64);
    assertThat(events.read(EVENT, rolled)).isPresent();
  }

  @Test
  void what_stripe_did_not_sign_is_refused() {
    requireRefused(EVENT, "");
    for (String rubbish : List.of("rubbish", "t", "t=", "t=x,v1=00", ",", "v1=00", "t=1,v1")) {
      requireRefused(EVENT, rubbish);
    }
    requireRefused(EVENT, Signed.header(EVENT, "whsec_other", NOW));
    requireRefused(EVENT.replace("1999", "9999"), header(EVENT));
    requireRefused(EVENT, header(EVENT).replace("v1=", "v0="));
    for (String notJson : List.of("", "{", "[")) {
      requireRefused(notJson, header(notJson));
    }
  }

  private void requireRefused(String payload, String signature) {
    ApiException refusal =
        catchThrowableOfType(ApiException.class, () -> events.read(payload, signature));
    assertThat(refusal).as(signature).isNotNull();
    assertThat(refusal.reason()).isEqualTo("INVALID_FIELD");
  }

  private static String header(String payload) {
    return Signed.header(payload, SECRET, NOW);
  }
}
