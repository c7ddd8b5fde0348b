package dev.souk.payment.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.PaymentIntentService;
import com.stripe.service.RefundService;
import dev.souk.kit.money.Amount;
import dev.souk.payment.domain.Operation;
import dev.souk.payment.domain.PaymentProvider;
import dev.souk.payment.domain.ProviderAnswer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Stripe, by PaymentIntents with manual capture. An authorization is made in two steps: an intent
 * that holds nothing is opened, then confirmed with the card. So whatever was lost on the way is
 * found again without the card: opening it again under its key answers the same intent, and the
 * intent says how it stands.
 */
public final class StripeProvider implements PaymentProvider {
  private static final String OPERATION = "operation";
  private static final String NOT_EXACT = "amount_not_supported";
  private static final long MOST_REFUNDS = 100;

  /** Stripe forgets keys after 24 hours; its search knows all that is older than some minutes. */
  private static final Duration KEY_IS_KNOWN = Duration.ofHours(23);

  private final PaymentIntentService intents;
  private final RefundService refunds;
  private final Optional<String> returnUrl;
  private final Clock clock;

  /** Calls Stripe as the settings say. */
  public StripeProvider(StripeSettings settings, Clock clock) {
    StripeClient client =
        StripeClient.builder()
            .setApiKey(settings.apiKey())
            .setApiBase(settings.apiBase().toString())
            .setConnectTimeout((int) settings.patience().toMillis())
            .setReadTimeout((int) settings.patience().toMillis())
            // What is not known is found out before anything is asked for again.
            .setMaxNetworkRetries(0)
            .build();
    this.intents = client.v1().paymentIntents();
    this.refunds = client.v1().refunds();
    this.returnUrl = settings.returnUrl();
    this.clock = clock;
  }

  @Override
  public String name() {
    return "stripe";
  }

  @Override
  public ProviderAnswer authorize(String key, Amount amount, String token) {
    Optional<Long> units = StripeAmounts.of(amount);
    if (units.isEmpty()) {
      return new ProviderAnswer.Refused(NOT_EXACT);
    }
    return StripeFailures.answer(() -> {
      PaymentIntent opened = open(key, amount, units.get());
      PaymentIntent confirmed =
          intents.confirm(opened.getId(), card(token), keyed(key + ":confirm"));
      return StripeIntents.authorization(requireSame(confirmed, amount, units.get()))
          .orElseThrow(() -> new IllegalStateException("not confirmed: " + confirmed.getId()));
    });
  }

  @Override
  public ProviderAnswer confirmation(String authorization) {
    PaymentIntent intent = StripeFailures.read(() -> intents.retrieve(authorization));
    return StripeIntents.authorization(intent)
        .orElseGet(() -> new ProviderAnswer.Refused("authentication_failed"));
  }

  @Override
  public ProviderAnswer capture(String key, String authorization, Amount amount) {
    Optional<Long> units = StripeAmounts.of(amount);
    if (units.isEmpty()) {
      return new ProviderAnswer.Refused(NOT_EXACT);
    }
    var params = PaymentIntentCaptureParams.builder().setAmountToCapture(units.get()).build();
    return decided(
        authorization,
        () -> intents.capture(authorization, params, keyed(key)),
        StripeIntents::capture);
  }

  @Override
  public ProviderAnswer voidAuthorization(String key, String authorization) {
    return decided(
        authorization,
        () -> intents.cancel(authorization, keyed(key)),
        StripeIntents::cancellation);
  }

  @Override
  public ProviderAnswer refund(String key, String authorization, Amount amount) {
    Optional<Long> units = StripeAmounts.of(amount);
    if (units.isEmpty()) {
      return new ProviderAnswer.Refused(NOT_EXACT);
    }
    RefundCreateParams params =
        RefundCreateParams.builder()
            .setPaymentIntent(authorization)
            .setAmount(units.get())
            .putMetadata(OPERATION, key)
            .build();
    return StripeFailures.answer(
        () -> StripeIntents.refund(authorization, refunds.create(params, keyed(key))));
  }

  @Override
  public Optional<ProviderAnswer> find(Operation operation, Optional<String> authorization) {
    return switch (operation.kind()) {
      case AUTHORIZE -> findIntent(operation).flatMap(StripeIntents::authorization);
      case CAPTURE -> StripeIntents.capture(intent(authorization));
      case VOID -> StripeIntents.cancellation(intent(authorization));
      case REFUND -> findRefund(operation.key(), authorization.orElseThrow());
    };
  }

  private PaymentIntent intent(Optional<String> authorization) {
    return StripeFailures.read(() -> intents.retrieve(authorization.orElseThrow()));
  }

  private Optional<PaymentIntent> findIntent(Operation operation) {
    Optional<Long> units = StripeAmounts.of(operation.amount());
    if (units.isEmpty()) {
      return Optional.empty();
    }
    if (operation.createTime().plus(KEY_IS_KNOWN).isBefore(clock.instant())) {
      return search(operation.key());
    }
    return Optional.of(
        StripeFailures.read(() -> {
          // The key answers the intent as it was when it was opened.
          String id = open(operation.key(), operation.amount(), units.get()).getId();
          return requireSame(intents.retrieve(id), operation.amount(), units.get());
        }));
  }

  private Optional<PaymentIntent> search(String key) {
    String query = "metadata['%s']:'%s'".formatted(OPERATION, key);
    var params = PaymentIntentSearchParams.builder().setQuery(query).build();
    return StripeFailures.read(() -> {
      Optional<PaymentIntent> found = intents.search(params).getData().stream().findFirst();
      return found.isEmpty() ? found : Optional.of(intents.retrieve(found.get().getId()));
    });
  }

  private Optional<ProviderAnswer> findRefund(String key, String authorization) {
    RefundListParams params =
        RefundListParams.builder().setPaymentIntent(authorization).setLimit(MOST_REFUNDS).build();
    return StripeFailures.read(() -> {
      for (Refund refund : refunds.list(params).autoPagingIterable()) {
        if (isOf(refund, key)) {
          return Optional.of(StripeIntents.refund(authorization, refund));
        }
      }
      return Optional.empty();
    });
  }

  private static boolean isOf(Refund refund, String key) {
    return refund.getMetadata() != null && key.equals(refund.getMetadata().get(OPERATION));
  }

  private PaymentIntent open(String key, Amount amount, long units) throws StripeException {
    return intents.create(
        PaymentIntentCreateParams.builder()
            .setAmount(units)
            .setCurrency(StripeAmounts.currency(amount))
            .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
            .addPaymentMethodType("card")
            .putMetadata(OPERATION, key)
            .build(),
        keyed(key));
  }

  private PaymentIntentConfirmParams card(String token) {
    PaymentIntentConfirmParams.Builder params =
        PaymentIntentConfirmParams.builder().setPaymentMethod(token);
    returnUrl.ifPresentOrElse(params::setReturnUrl, () -> params.setUseStripeSdk(true));
    return params.build();
  }

  /** An operation that an intent allows once: when its state does not, that may be why. */
  private ProviderAnswer decided(
      String authorization,
      StripeFailures.Call<PaymentIntent> operation,
      Function<PaymentIntent, Optional<ProviderAnswer>> outcome) {
    return StripeFailures.answer(() -> {
      PaymentIntent intent;
      try {
        intent = operation.run();
      } catch (InvalidRequestException e) {
        if (!StripeFailures.isAboutTheState(e)) {
          throw e;
        }
        intent = intents.retrieve(authorization);
      }
      String status = intent.getStatus();
      return outcome
          .apply(intent)
          .orElseThrow(() -> new IllegalStateException(authorization + " is still " + status));
    });
  }

  private static PaymentIntent requireSame(PaymentIntent intent, Amount amount, long units) {
    if (intent.getAmount() != units
        || !intent.getCurrency().equals(StripeAmounts.currency(amount))) {
      throw new IllegalStateException(intent.getId() + " is of another amount");
    }
    return intent;
  }

  private static RequestOptions keyed(String key) {
    return RequestOptions.builder().setIdempotencyKey(key).build();
  }
}
