package dev.souk.payment.stripe;

import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeError;
import dev.souk.payment.domain.NextAction;
import dev.souk.payment.domain.ProviderAnswer;
import dev.souk.payment.domain.ProviderTimeout;
import java.util.Objects;
import java.util.Optional;

/** What the state of Stripe's objects answers. */
final class StripeIntents {
  private static final String ENDED = "authorization_ended";

  private StripeIntents() {}

  /** Of an authorization; empty when no card was tried. */
  static Optional<ProviderAnswer> authorization(PaymentIntent intent) {
    return switch (intent.getStatus()) {
      case "requires_capture", "succeeded" ->
          Optional.of(new ProviderAnswer.Approved(intent.getId()));
      case "requires_action" ->
          Optional.of(new ProviderAnswer.ActionRequired(intent.getId(), next(intent)));
      case "canceled" -> Optional.of(new ProviderAnswer.Refused(ENDED));
      case "requires_payment_method" ->
          Optional.ofNullable(intent.getLastPaymentError())
              .map(error -> new ProviderAnswer.Refused(code(error)));
      case "requires_confirmation" -> Optional.empty();
      case "processing" -> throw new ProviderTimeout("Stripe still processes " + intent.getId());
      default -> throw unknown(intent);
    };
  }

  /** Of a capture; empty when it can still be asked for. */
  static Optional<ProviderAnswer> capture(PaymentIntent intent) {
    return switch (intent.getStatus()) {
      case "succeeded" -> Optional.of(new ProviderAnswer.Approved(intent.getId()));
      case "requires_capture" -> Optional.empty();
      case "processing" -> throw new ProviderTimeout("Stripe still processes " + intent.getId());
      default -> Optional.of(new ProviderAnswer.Refused(ENDED));
    };
  }

  /** Of a void; empty when it can still be asked for. */
  static Optional<ProviderAnswer> cancellation(PaymentIntent intent) {
    return switch (intent.getStatus()) {
      case "canceled" -> Optional.of(new ProviderAnswer.Approved(intent.getId()));
      case "succeeded" -> Optional.of(new ProviderAnswer.Refused("already_captured"));
      default -> Optional.empty();
    };
  }

  /** Of a refund of the intent. */
  static ProviderAnswer refund(String intent, Refund refund) {
    return switch (refund.getStatus()) {
      case "failed", "canceled" ->
          new ProviderAnswer.Refused(
              Objects.requireNonNullElse(refund.getFailureReason(), "refund_failed"));
      default -> new ProviderAnswer.Approved(intent);
    };
  }

  private static NextAction next(PaymentIntent intent) {
    PaymentIntent.NextAction next = intent.getNextAction();
    String url =
        next == null || next.getRedirectToUrl() == null
            ? ""
            : Objects.requireNonNullElse(next.getRedirectToUrl().getUrl(), "");
    return new NextAction(url, Objects.requireNonNullElse(intent.getClientSecret(), ""));
  }

  private static String code(StripeError error) {
    return Objects.requireNonNullElseGet(
        error.getDeclineCode(), () -> Objects.requireNonNullElse(error.getCode(), "card_declined"));
  }

  private static IllegalStateException unknown(PaymentIntent intent) {
    return new IllegalStateException(
        "unknown status " + intent.getStatus() + " of " + intent.getId());
  }
}
