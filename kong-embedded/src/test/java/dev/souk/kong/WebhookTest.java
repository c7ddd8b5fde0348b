package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.payment.v1.ReceiveStripeEventRequest;
import dev.souk.payment.v1.ReceiveStripeEventResponse;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 84: a provider's event reaches its service byte for byte, with its signature. */
class WebhookTest {
  private static final String RECEIVE = "souk.payment.v1.PaymentWebhookService/ReceiveStripeEvent";

  @Test
  void an_event_keeps_its_bytes_and_its_signature(@TempDir Path folder) throws Exception {
    String event = "{ \"id\":\"evt_1\",\n\t\"b\": 1.0, \"a\": 1e2, \"a\": \"\\u00e9 \u00e9\" }\n";
    try (Shop shop = new Shop(folder)) {
      shop.backend.answer(RECEIVE, call -> ReceiveStripeEventResponse.getDefaultInstance());

      HttpResponse<String> answer =
          shop.send(
              shop.request("/v1/payments/webhooks/stripe")
                  .header("content-type", "application/json; charset=utf-8")
                  .header("stripe-signature", "t=1492774577,v1=5257a869,v0=6ffbb59b")
                  .POST(HttpRequest.BodyPublishers.ofString(event)));

      assertThat(answer.statusCode()).isEqualTo(200);
      Backend.Call call = shop.backend.lastCall();
      assertThat(call.header("stripe-signature")).contains("t=1492774577,v1=5257a869,v0=6ffbb59b");
      ReceiveStripeEventRequest request = (ReceiveStripeEventRequest) call.message();
      assertThat(request.getEvent().getData().toStringUtf8()).isEqualTo(event);
    }
  }
}
