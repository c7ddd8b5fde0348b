package dev.souk.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Login;
import dev.souk.kit.sql.Migrations;
import dev.souk.payment.domain.Authorization;
import dev.souk.payment.domain.Backoff;
import dev.souk.payment.domain.Payment;
import dev.souk.payment.domain.PaymentState;
import dev.souk.payment.domain.Payments;
import dev.souk.payment.domain.ProviderEvent;
import dev.souk.payment.domain.ProviderUnavailable;
import dev.souk.payment.domain.Refund;
import dev.souk.payment.event.PaymentEvents;
import dev.souk.payment.store.PostgresPaymentStore;
import dev.souk.payment.stripe.FakeStripe.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The use cases with Stripe's library, against a server that answers as Stripe's API does. */
class StripeProviderTest {
  private static final Duration LEASE = Duration.ofMillis(150);
  private static final PaymentEvents EVENTS =
      new PaymentEvents(new Ids(Clock.systemUTC()), Clock.systemUTC(), () -> "");
  private static final Amount PRICE = new Amount("GBP", 1999);

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static Database database;

  private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
  private final String order = new Ids(Clock.systemUTC()).next("ord");
  private final String intent = "pi_" + order + "_1";
  private FakeStripe stripe;
  private Payments payments;

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.start(folder, 0);
    Map<String, String> settings = postgres.settings("souk_payment");
    Login login = new Login(settings.get("SOUK_POSTGRES_URL"), "postgres", "postgres");
    Migrations.apply(login, "public", "db/payment");
    database = Database.open("test", login, "public", 8);
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  @BeforeEach
  void openStripe() throws IOException {
    stripe = new FakeStripe(order);
    payments = payments(Optional.empty());
  }

  private Payments payments(Optional<String> returnUrl) {
    StripeSettings settings =
        new StripeSettings(
            "test-key", "whsec_test", stripe.address(), returnUrl, Duration.ofSeconds(2));
    return Payments.of(
        new PostgresPaymentStore(database, LEASE, EVENTS, Clock.systemUTC()),
        new StripeProvider(settings, clock()),
        new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)),
        round -> false,
        clock());
  }

  @AfterEach
  void closeStripe() {
    stripe.close();
  }

  @Test
  void an_amount_is_authorized_captured_and_refunded_in_parts() {
    Payment authorized = authorize("pm_card_visa");
    assertThat(authorized.state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(authorized.provider()).isEqualTo("stripe");
    assertThat(stripe.intent(intent))
        .containsEntry("amount", 1999L)
        .containsEntry("currency", "gbp")
        .containsEntry("status", "requires_capture");
    assertThat(payments.capture().capture(order, Optional.empty()).captured()).isEqualTo(PRICE);
    assertThat(stripe.intent(intent)).containsEntry("amount_received", 1999L);
    refund("ref_a" + order, 999);
    refund("ref_a" + order, 999);
    assertThat(refund("ref_b" + order, 1000).state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(stripe.refunded()).isEqualTo(1999);
    refusal(Reason.REFUND_EXCEEDS_PAYMENT, () -> refund("ref_c" + order, 1));
  }

  @Test
  void an_authorization_is_given_up() {
    authorize("pm_card_visa");
    payments.voiding().voidPayment(order);
    assertThat(stripe.intent(intent)).containsEntry("status", "canceled");
    refusal(Reason.ILLEGAL_STATE, () -> payments.capture().capture(order, Optional.empty()));
  }

  @Test
  void a_declined_card_is_told_with_the_banks_code() {
    ApiException declined =
        refusal(
            Reason.PAYMENT_DECLINED, () -> authorize("pm_card_chargeDeclinedInsufficientFunds"));
    assertThat(declined.variable("declineCode")).isEqualTo("insufficient_funds");
    refusal(Reason.PAYMENT_DECLINED, () -> authorize("pm_card_visa"));
    assertThat(stripe.charged()).isEmpty();
  }

  @Test
  void an_unknown_card_leaves_nothing_behind() {
    refusal(Reason.INVALID_FIELD, () -> authorize("pm_nonsense"));
    assertThat(authorize("pm_card_visa").state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(stripe.charged()).hasSize(1);
  }

  @Test
  void an_amount_that_stripe_cannot_charge_exactly_is_declined() {
    Authorization dinars =
        new Authorization(order, "usr_buyer", new Amount("JOD", 1234), "pm_card_visa");
    ApiException declined =
        refusal(Reason.PAYMENT_DECLINED, () -> payments.authorize().authorize(dinars));
    assertThat(declined.variable("declineCode")).isEqualTo("amount_not_supported");
    assertThat(stripe.requests()).isEmpty();
  }

  @Test
  void a_buyer_confirms_by_stripes_code_in_the_browser() {
    ApiException asked =
        refusal(Reason.PAYMENT_ACTION_REQUIRED, () -> authorize("pm_card_authenticationRequired"));
    assertThat(asked.variable("clientSecret")).isEqualTo(intent + "_secret_x");
    assertThat(asked.variable("confirmationUrl")).isEmpty();
    refusal(Reason.PAYMENT_ACTION_REQUIRED, () -> payments.confirmation().confirm(order));
    stripe.buyerConfirms(intent);
    assertThat(payments.confirmation().confirm(order).state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(payments.capture().capture(order, Optional.empty()).state())
        .isEqualTo(PaymentState.CAPTURED);
  }

  @Test
  void a_buyer_confirms_at_the_banks_page() {
    payments = payments(Optional.of("https://shop.example/done"));
    ApiException asked =
        refusal(Reason.PAYMENT_ACTION_REQUIRED, () -> authorize("pm_card_authenticationRequired"));
    assertThat(asked.variable("confirmationUrl")).isEqualTo("https://bank.example");
    stripe.buyerFails(intent);
    ApiException declined =
        refusal(Reason.PAYMENT_DECLINED, () -> payments.confirmation().confirm(order));
    assertThat(declined.variable("declineCode")).isEqualTo("payment_intent_authentication_failure");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOST_BEFORE", "LOST_AFTER", "RATE_LIMITED", "KEY_IN_USE", "SERVER_ERROR"})
  void whatever_goes_wrong_with_an_authorization_it_holds_once(Fault fault) {
    for (int request = 1; request <= 2; request++) {
      stripe.next(fault);
      attempt(() -> authorize("pm_card_visa"));
    }
    Payment payment =
        await().atMost(Duration.ofSeconds(5)).until(() -> authorize("pm_card_visa"), p -> true);
    assertThat(payment.state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(stripe.charged()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whatever_goes_wrong_with_a_capture_it_is_taken_once(Fault fault) {
    authorize("pm_card_visa");
    stripe.next(fault);
    attempt(() -> payments.capture().capture(order, Optional.empty()));
    settle();
    assertThat(payments.capture().capture(order, Optional.empty()).state())
        .isEqualTo(PaymentState.CAPTURED);
    assertThat(stripe.intent(intent)).containsEntry("amount_received", 1999L);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whatever_goes_wrong_with_a_void_it_is_given_up(Fault fault) {
    authorize("pm_card_visa");
    stripe.next(fault);
    attempt(() -> payments.voiding().voidPayment(order));
    settle();
    assertThat(stripe.intent(intent)).containsEntry("status", "canceled");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whatever_goes_wrong_with_a_refund_it_is_paid_once(Fault fault) {
    authorize("pm_card_visa");
    payments.capture().capture(order, Optional.empty());
    stripe.next(fault);
    attempt(() -> refund("ref_" + order, 700));
    settle();
    refund("ref_" + order, 700);
    assertThat(stripe.refunded()).isEqualTo(700);
  }

  @Test
  void a_refund_whose_answer_was_lost_is_found_by_its_name() {
    authorize("pm_card_visa");
    payments.capture().capture(order, Optional.empty());
    stripe.next(Fault.LOST_AFTER);
    stripe.next(Fault.LOST_AFTER);
    refund("ref_" + order, 700);
    assertThat(stripe.requests()).endsWith("POST /v1/refunds", "GET /v1/refunds");
    assertThat(stripe.refunded()).isEqualTo(700);
  }

  @Test
  void an_authorization_of_which_stripe_forgot_the_key_is_searched_for() {
    stripe.next(Fault.RATE_LIMITED);
    attempt(() -> authorize("pm_card_visa"));
    authorize("pm_card_visa");
    assertThat(stripe.requests()).doesNotContain("GET /v1/payment_intents/search");

    String second = new Ids(Clock.systemUTC()).next("ord");
    Authorization again = new Authorization(second, "usr_buyer", PRICE, "pm_card_visa");
    stripe.next(Fault.RATE_LIMITED);
    attempt(() -> payments.authorize().authorize(again));
    later.set(Duration.ofHours(24));
    stripe.forgetKeys();
    payments.authorize().authorize(again);
    assertThat(stripe.requests()).contains("GET /v1/payment_intents/search");
    assertThat(stripe.charged()).hasSize(2);
  }

  @Test
  void a_wrong_api_key_is_not_a_decline() {
    StripeSettings wrong =
        new StripeSettings(
            "another-key", "", stripe.address(), Optional.empty(), Duration.ofSeconds(2));
    StripeProvider provider = new StripeProvider(wrong, clock());
    Throwable failure =
        catchThrowable(() -> provider.authorize("pay_x:authorize", PRICE, "pm_card_visa"));
    assertThat(failure).isInstanceOf(ProviderUnavailable.class);
    assertThat(failure).hasMessageNotContaining("another-key");
  }

  @Test
  void an_event_about_a_confirmation_has_stripe_asked() {
    refusal(Reason.PAYMENT_ACTION_REQUIRED, () -> authorize("pm_card_authenticationRequired"));
    payments.events().receive("stripe", new ProviderEvent("evt_early" + order, intent));
    assertThat(state()).isEqualTo(PaymentState.REQUIRES_ACTION);
    stripe.buyerConfirms(intent);
    for (int i = 0; i < 5; i++) {
      payments.events().receive("stripe", new ProviderEvent("evt_" + order, intent));
    }
    assertThat(state()).isEqualTo(PaymentState.AUTHORIZED);
    int asked = stripe.requests().size();
    payments.events().receive("stripe", new ProviderEvent("evt_" + order, intent));
    assertThat(stripe.requests()).hasSize(asked);
    payments.events().receive("stripe", new ProviderEvent("evt_other" + order, "pi_unknown"));
    payments.voiding().voidPayment(order);
    payments.events().receive("stripe", new ProviderEvent("evt_late" + order, intent));
    assertThat(state()).isEqualTo(PaymentState.VOIDED);
  }

  private PaymentState state() {
    return new PostgresPaymentStore(database, LEASE, EVENTS, Clock.systemUTC())
        .findByOrder(order)
        .orElseThrow()
        .state();
  }

  private Payment authorize(String card) {
    return payments.authorize().authorize(new Authorization(order, "usr_buyer", PRICE, card));
  }

  private Payment refund(String name, long pence) {
    return payments.refund().refund(new Refund(order, name, Optional.of(new Amount("GBP", pence))));
  }

  /** A call that may fail, as its caller would see it. */
  private static void attempt(ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    if (failure != null) {
      assertThat(failure).isInstanceOf(ApiException.class);
    }
  }

  private void settle() {
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () -> {
              payments.reconciliation().run();
              return open();
            },
            open -> open == 0);
  }

  private static long open() {
    return database.run(sql ->
        sql.first(
                "select count(*) from payment_operation where status in ('PENDING', 'UNKNOWN')"
                    + " and kind <> 'AUTHORIZE'",
                row -> row.getLong(1))
            .orElseThrow());
  }

  private static ApiException refusal(Reason reason, ThrowingCallable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call);
    assertThat(refusal).as("should be refused with " + reason).isNotNull();
    assertThat(refusal.reason()).isEqualTo(reason.name());
    return refusal;
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.now().plus(later.get());
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
