package dev.souk.payment.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import dev.souk.payment.domain.ProviderAnswer;
import dev.souk.payment.domain.ProviderTimeout;
import dev.souk.payment.domain.ProviderUnavailable;
import dev.souk.payment.domain.UnknownToken;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Stripe's errors say about the operation that they answer. */
final class StripeFailures {
  private static final Logger LOG = LoggerFactory.getLogger(StripeFailures.class);
  private static final int CONFLICT = 409;
  private static final int SERVER_ERROR = 500;

  /** Requests that no repetition mends, and that are nobody's defect. */
  private static final Set<String> REFUSALS =
      Set.of(
          "amount_too_large",
          "amount_too_small",
          "charge_already_refunded",
          "charge_disputed",
          "charge_expired_for_capture",
          "country_unsupported",
          "payment_method_not_available");

  private StripeFailures() {}

  /** A call of Stripe. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws StripeException;
  }

  /** The answer to an operation; a decline is one. */
  static ProviderAnswer answer(Call<ProviderAnswer> operation) {
    try {
      return operation.run();
    } catch (CardException e) {
      return new ProviderAnswer.Refused(code(e));
    } catch (InvalidRequestException e) {
      if (REFUSALS.contains(String.valueOf(e.getCode()))) {
        return new ProviderAnswer.Refused(e.getCode());
      }
      throw failure(e);
    } catch (StripeException e) {
      throw failure(e);
    }
  }

  /** What a question came to. */
  static <T> T read(Call<T> question) {
    try {
      return question.run();
    } catch (StripeException e) {
      throw failure(e);
    }
  }

  /** Whether the intent is in a state in which it cannot be done, which may be that it is done. */
  static boolean isAboutTheState(InvalidRequestException e) {
    return "payment_intent_unexpected_state".equals(e.getCode());
  }

  /** The code for people's and programs' eyes: why the bank refused, else what Stripe says. */
  private static String code(CardException e) {
    return Objects.requireNonNullElseGet(
        e.getDeclineCode(), () -> Objects.requireNonNullElse(e.getCode(), "card_declined"));
  }

  private static RuntimeException failure(StripeException e) {
    return switch (e) {
      case ApiConnectionException lost -> new ProviderTimeout("Stripe: " + lost.getMessage());
      case RateLimitException later -> new ProviderUnavailable("Stripe: " + later.getCode());
      case AuthenticationException refused -> notAllowed(refused);
      case InvalidRequestException wrong when isUnknownMethod(wrong) -> new UnknownToken();
      default -> byStatus(e);
    };
  }

  /** Nothing was done; payments work again once the key is right. */
  private static RuntimeException notAllowed(StripeException e) {
    LOG.error("Stripe does not accept the API key: request {}", e.getRequestId());
    return new ProviderUnavailable("Stripe does not accept the API key");
  }

  private static boolean isUnknownMethod(InvalidRequestException e) {
    return "payment_method".equals(e.getParam());
  }

  /** 409: another request with the key is under way. 5xx: it may have been done. */
  private static RuntimeException byStatus(StripeException e) {
    int status = Objects.requireNonNullElse(e.getStatusCode(), SERVER_ERROR);
    String message = "Stripe: %d %s, request %s".formatted(status, e.getCode(), e.getRequestId());
    return status == CONFLICT || status >= SERVER_ERROR
        ? new ProviderTimeout(message)
        : new IllegalStateException(message, e);
  }
}
