package dev.souk.sandbox;

import dev.souk.kit.money.Amount;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The provider's API:
 *
 * <pre>
 *   POST /v1/payments                 {currency, amount, token}   sets the amount aside
 *   POST /v1/payments/{id}/capture    {currency, amount}          takes it, or a part of it
 *   POST /v1/payments/{id}/void       {}                          gives it up
 *   POST /v1/payments/{id}/refunds    {currency, amount}          pays back
 *   GET  /v1/payments/{id}                                        how it stands
 *   GET  /v1/requests/{key}                                       what the request came to
 * </pre>
 *
 * A POST brings the header {@code Idempotency-Key}; each key is handled once.
 */
final class PaymentsApi {
  private final Bank bank;
  private final LateAnswers late;
  private final String publicUrl;

  /**
   * An API to the bank.
   *
   * @param publicUrl where the buyer's browser finds this server
   */
  PaymentsApi(Bank bank, LateAnswers late, String publicUrl) {
    this.bank = bank;
    this.late = late;
    this.publicUrl = publicUrl;
  }

  Reply authorize(String key, Body body) {
    Amount amount = body.amount();
    Card card =
        Card.of(body.text("token"))
            .orElseThrow(() -> new Problem(400, "token_unknown", "there is no such token"));
    Reply reply = reply(bank.authorize(key, amount, card));
    if (card == Card.TIMEOUT) {
      late.await();
    }
    return reply;
  }

  Reply operate(String paymentId, String operation, String key, Body body) {
    return switch (operation) {
      case "capture" -> reply(bank.capture(key, known(paymentId), body.amount()));
      case "void" -> reply(bank.release(key, known(paymentId)));
      case "refunds" -> reply(bank.refund(key, known(paymentId), body.amount()));
      default -> throw notFound();
    };
  }

  Reply payment(String paymentId) {
    Hold hold = bank.payment(paymentId).orElseThrow(PaymentsApi::notFound);
    Map<String, Object> payment = new LinkedHashMap<>();
    payment.put("id", hold.paymentId());
    payment.put("status", hold.state().name().toLowerCase(Locale.ROOT));
    payment.put("currency", hold.amount().currency());
    payment.put("amount", hold.amount().minorUnits());
    payment.put("captured", hold.captured().minorUnits());
    payment.put("refunded", hold.refunded().minorUnits());
    if (hold.state() == Hold.State.REQUIRES_ACTION) {
      payment.put("nextAction", Map.of("url", confirmationUrl(paymentId)));
    }
    return Reply.json(200, payment);
  }

  Reply request(String key) {
    Optional<Outcome> outcome = bank.find(key);
    return reply(outcome.orElseThrow(PaymentsApi::notFound));
  }

  private String known(String paymentId) {
    return bank.payment(paymentId).orElseThrow(PaymentsApi::notFound).paymentId();
  }

  private Reply reply(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Approved(String id) ->
          Reply.json(200, Map.of("paymentId", id, "outcome", "approved"));
      case Outcome.ActionRequired(String id) ->
          Reply.json(
              200,
              Map.of(
                  "paymentId",
                  id,
                  "outcome",
                  "action_required",
                  "nextAction",
                  Map.of("url", confirmationUrl(id))));
      case Outcome.Refused(String code) -> Reply.error(402, code, "The payment is refused.");
    };
  }

  private String confirmationUrl(String paymentId) {
    return publicUrl + ConfirmationPage.PATH + paymentId;
  }

  private static Problem notFound() {
    return new Problem(404, "not_found", "there is nothing here");
  }
}
