package dev.souk.payment.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.kit.money.Amount;
import dev.souk.payment.domain.NextAction;
import dev.souk.payment.domain.Operation;
import dev.souk.payment.domain.PaymentProvider;
import dev.souk.payment.domain.ProviderAnswer;
import dev.souk.payment.domain.ProviderUnavailable;
import dev.souk.payment.domain.UnknownToken;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The sandbox: a server that behaves as a payment provider and moves no money. */
public final class SandboxProvider implements PaymentProvider, AutoCloseable {
  private static final String PAYMENTS = "/v1/payments";
  private static final String REQUESTS = "/v1/requests/";

  private final SandboxHttp http;

  /**
   * A client of the sandbox.
   *
   * @param address where it answers
   * @param patience after which an answer counts as lost
   */
  public SandboxProvider(URI address, Duration patience) {
    this.http = new SandboxHttp(address, patience);
  }

  @Override
  public String name() {
    return "sandbox";
  }

  @Override
  public ProviderAnswer authorize(String key, Amount amount, String token) {
    return answer(
        http.post(
            PAYMENTS,
            key,
            Map.of("currency", amount.currency(), "amount", amount.minorUnits(), "token", token)));
  }

  @Override
  public ProviderAnswer confirmation(String authorization) {
    SandboxHttp.Response response = http.get(payment(authorization));
    if (response.status() != 200) {
      throw response.unexpected();
    }
    String status = response.body().path("status").asText();
    return switch (status) {
      case "authorized" -> new ProviderAnswer.Approved(authorization);
      case "requires_action" -> waiting(authorization, response.body());
      case "refused" -> new ProviderAnswer.Refused("authentication_failed");
      case "voided" -> new ProviderAnswer.Refused("authorization_ended");
      default -> throw new IllegalStateException("unknown status " + status);
    };
  }

  @Override
  public ProviderAnswer capture(String key, String authorization, Amount amount) {
    return answer(http.post(payment(authorization) + "/capture", key, money(amount)));
  }

  @Override
  public ProviderAnswer voidAuthorization(String key, String authorization) {
    return answer(http.post(payment(authorization) + "/void", key, Map.of()));
  }

  @Override
  public ProviderAnswer refund(String key, String authorization, Amount amount) {
    return answer(http.post(payment(authorization) + "/refunds", key, money(amount)));
  }

  @Override
  public Optional<ProviderAnswer> find(Operation operation, Optional<String> authorization) {
    SandboxHttp.Response response = http.get(REQUESTS + encoded(operation.key()));
    return response.status() == 404 ? Optional.empty() : Optional.of(answer(response));
  }

  @Override
  public void close() {
    http.close();
  }

  private static ProviderAnswer answer(SandboxHttp.Response response) {
    JsonNode body = response.body();
    String code = body.at("/error/code").asText();
    return switch (response.status()) {
      case 200 -> done(body);
      case 402 -> new ProviderAnswer.Refused(code);
      case 400 -> throw code.equals("token_unknown") ? new UnknownToken() : response.unexpected();
      case 503 ->
          throw code.equals("refund_not_now")
              ? new ProviderUnavailable(body.at("/error/message").asText())
              : response.unexpected();
      default -> throw response.unexpected();
    };
  }

  private static ProviderAnswer done(JsonNode body) {
    String paymentId = body.path("paymentId").asText();
    return body.path("outcome").asText().equals("action_required")
        ? waiting(paymentId, body)
        : new ProviderAnswer.Approved(paymentId);
  }

  private static ProviderAnswer waiting(String paymentId, JsonNode body) {
    return new ProviderAnswer.ActionRequired(
        paymentId, new NextAction(body.at("/nextAction/url").asText(), ""));
  }

  private static Map<String, Object> money(Amount amount) {
    return Map.of("currency", amount.currency(), "amount", amount.minorUnits());
  }

  private static String payment(String authorization) {
    return PAYMENTS + "/" + encoded(authorization);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8);
  }
}
