package dev.souk.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.souk.kit.money.Amount;
import java.util.Currency;

/** The JSON object that a request brings. */
record Body(JsonNode fields) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Body read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json == null || !json.isObject()) {
        throw Problem.badRequest("the body must be a JSON object");
      }
      return new Body(json);
    } catch (JsonProcessingException e) {
      throw Problem.badRequest("the body is not JSON");
    }
  }

  String text(String name) {
    JsonNode value = fields.path(name);
    if (!value.isTextual()) {
      throw Problem.badRequest(name + " must be a string");
    }
    return value.textValue();
  }

  /** {@code amount}, more than 0, in {@code currency}. */
  Amount amount() {
    String currency = text("currency");
    JsonNode amount = fields.path("amount");
    if (!isCurrency(currency)) {
      throw Problem.badRequest("currency must be an ISO 4217 code");
    }
    if (!amount.isIntegralNumber() || !amount.canConvertToLong() || amount.longValue() <= 0) {
      throw Problem.badRequest("amount must be a whole number above 0 of the smallest unit");
    }
    return new Amount(currency, amount.longValue());
  }

  private static boolean isCurrency(String code) {
    return Currency.getAvailableCurrencies().stream()
        .map(Currency::getCurrencyCode)
        .anyMatch(code::equals);
  }
}
