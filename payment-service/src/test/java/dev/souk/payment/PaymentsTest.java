package dev.souk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import dev.souk.kit.sql.StoreException;
import dev.souk.payment.FaultyProvider.Crash;
import dev.souk.payment.FaultyProvider.Fault;
import dev.souk.payment.domain.Authorization;
import dev.souk.payment.domain.Backoff;
import dev.souk.payment.domain.Payment;
import dev.souk.payment.domain.PaymentState;
import dev.souk.payment.domain.Payments;
import dev.souk.payment.domain.Refund;
import dev.souk.payment.event.PaymentEvents;
import dev.souk.payment.sandbox.SandboxProvider;
import dev.souk.payment.store.PostgresPaymentStore;
import dev.souk.sandbox.SandboxServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The use cases on a real database and the sandbox's books, with a provider that fails at will. */
class PaymentsTest {
  private static final Duration LEASE = Duration.ofMillis(150);
  private static final PaymentEvents EVENTS =
      new PaymentEvents(new Ids(Clock.systemUTC()), Clock.systemUTC(), () -> "");
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(1), Duration.ofMillis(20));
  private static final Amount PRICE = gbp(1999);

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static Database database;
  private static SandboxServer sandbox;
  private static SandboxProvider client;

  private final Ids ids = new Ids(Clock.systemUTC());
  private final Books books = new Books(database);
  private final FaultyProvider provider = new FaultyProvider(client);
  private final Payments payments =
      Payments.of(
          new PostgresPaymentStore(database, LEASE, EVENTS, Clock.systemUTC()),
          provider,
          BACKOFF,
          new BoundedPatience(),
          Clock.systemUTC());
  private String order = "";

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.start(folder, 0);
    Map<String, String> settings = postgres.settings("souk_payment");
    Login login = new Login(settings.get("SOUK_POSTGRES_URL"), "postgres", "postgres");
    Migrations.apply(login, "public", "db/payment");
    database = Database.open("test", login, "public", 8);
    sandbox = Sandboxes.start(settings);
    client = new SandboxProvider(sandbox.address(), Duration.ofMillis(500));
  }

  @AfterAll
  static void stop() {
    client.close();
    sandbox.close();
    database.close();
    postgres.close();
  }

  @BeforeEach
  void newOrder() {
    order = ids.next("ord");
  }

  @AfterEach
  void the_books_agree() {
    assertThat(books.disagreements()).isEmpty();
  }

  @Test
  void an_amount_is_authorized_captured_and_refunded() {
    assertThat(authorize("tok_success").state()).isEqualTo(PaymentState.AUTHORIZED);
    Payment captured = payments.capture().capture(order, Optional.empty());
    assertThat(captured.state()).isEqualTo(PaymentState.CAPTURED);
    assertThat(captured.captured()).isEqualTo(PRICE);
    assertThat(refund("ref_one", gbp(999)).state()).isEqualTo(PaymentState.PARTIALLY_REFUNDED);
    Payment refunded = refund("ref_two");
    assertThat(refunded.state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(books.refunded(order)).isEqualTo(1999);
  }

  @Test
  void repeating_any_operation_does_nothing_twice() {
    Payment first = authorize("tok_success");
    assertThat(authorize("tok_success")).isEqualTo(first);
    Payment captured = payments.capture().capture(order, Optional.empty());
    assertThat(payments.capture().capture(order, Optional.empty())).isEqualTo(captured);
    Payment refunded = refund("ref_a", gbp(1000));
    assertThat(refund("ref_a", gbp(1000))).isEqualTo(refunded);
    assertThat(books.refunded(order)).isEqualTo(1000);
    assertThat(authorize("tok_success").state()).isEqualTo(PaymentState.PARTIALLY_REFUNDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tok_declined", "tok_insufficient_funds"})
  void a_declined_payment_stays_declined_whatever_the_next_token(String token) {
    assertRefused(Reason.PAYMENT_DECLINED, () -> authorize(token));
    assertRefused(Reason.PAYMENT_DECLINED, () -> authorize("tok_success"));
    assertRefused(Reason.ILLEGAL_STATE, () -> payments.capture().capture(order, Optional.empty()));
    payments.voiding().voidPayment(order);
    assertRefused(Reason.PAYMENT_DECLINED, () -> authorize("tok_success"));
    assertThat(books.held(order)).isZero();
  }

  @Test
  void a_late_answer_is_asked_for_within_the_call() {
    assertThat(authorize("tok_timeout").state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(books.held(order)).isEqualTo(1999);
  }

  @Test
  void a_payment_that_needs_the_buyer_can_be_given_up() {
    assertRefused(Reason.PAYMENT_ACTION_REQUIRED, () -> authorize("tok_3ds"));
    assertRefused(Reason.PAYMENT_ACTION_REQUIRED, () -> authorize("tok_3ds"));
    payments.voiding().voidPayment(order);
    assertRefused(Reason.ILLEGAL_STATE, () -> authorize("tok_3ds"));
  }

  @Test
  void an_unknown_token_leaves_nothing_behind() {
    assertRefused(Reason.INVALID_FIELD, () -> authorize("tok_nobody_knows"));
    assertThat(books.number("select count(*) from payment where order_id = '" + order + "'"))
        .isZero();
    assertThat(authorize("tok_success").state()).isEqualTo(PaymentState.AUTHORIZED);
  }

  @Test
  void an_order_cannot_be_paid_with_another_amount() {
    authorize("tok_success");
    Authorization other = new Authorization(order, "usr_buyer", gbp(1), "tok_success");
    assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> payments.authorize().authorize(other));
  }

  @Test
  void nothing_is_paid_without_a_provider() {
    Authorization nothing = new Authorization(order, "usr_buyer", gbp(0), "any");
    Payment payment = payments.authorize().authorize(nothing);
    assertThat(payment.state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(payment.provider()).isEqualTo("none");
    assertThat(payments.capture().capture(order, Optional.empty()).state())
        .isEqualTo(PaymentState.CAPTURED);
    assertThat(refund("ref_" + order).state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(refund("ref_" + order).state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(books.held(order)).isZero();
  }

  @Test
  void an_order_given_up_before_it_paid_never_pays() {
    payments.voiding().voidPayment(order);
    payments.voiding().voidPayment(order);
    assertRefused(Reason.ILLEGAL_STATE, () -> authorize("tok_success"));
    assertRefused(Reason.ILLEGAL_STATE, () -> payments.capture().capture(order, Optional.empty()));
    assertRefused(Reason.ILLEGAL_STATE, () -> refund("ref_never"));
    assertThat(books.held(order)).isZero();
  }

  @Test
  void a_captured_payment_cannot_be_given_up_and_a_given_up_one_not_captured() {
    authorize("tok_success");
    payments.capture().capture(order, Optional.empty());
    assertRefused(Reason.ILLEGAL_STATE, () -> payments.voiding().voidPayment(order));
    newOrder();
    authorize("tok_success");
    payments.voiding().voidPayment(order);
    payments.voiding().voidPayment(order);
    assertRefused(Reason.ILLEGAL_STATE, () -> payments.capture().capture(order, Optional.empty()));
  }

  @Test
  void refunds_never_exceed_what_was_captured() {
    authorize("tok_success");
    assertRefused(Reason.ILLEGAL_STATE, () -> refund("ref_early"));
    payments.capture().capture(order, Optional.empty());
    assertRefused(Reason.REFUND_EXCEEDS_PAYMENT, () -> refund("ref_c", gbp(2000)));
    assertRefused(Reason.CURRENCY_MISMATCH, () -> refund("ref_c", new Amount("USD", 1)));
    refund("ref_c", gbp(1999));
    assertRefused(Reason.REFUND_EXCEEDS_PAYMENT, () -> refund("ref_d", gbp(1)));
    assertThat(refund("ref_e").refunded()).isEqualTo(gbp(1999));
    assertThat(books.refunded(order)).isEqualTo(1999);
  }

  @Test
  void the_rest_is_paid_back_once_the_refunds_before_it_are_known() {
    authorize("tok_refund_fails");
    payments.capture().capture(order, Optional.empty());
    String name = "ref_part" + order;
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> refund(name, gbp(1999)));
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> refund("ref_rest" + order));
    books.execute("update sandbox.authorization_hold set refunds_fail = false");
    assertThat(refund(name, gbp(1999)).state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(refund("ref_rest" + order).refunded()).isEqualTo(gbp(1999));
    assertThat(books.refunded(order)).isEqualTo(1999);
  }

  @Test
  void a_refund_name_cannot_be_used_otherwise() {
    authorize("tok_success");
    payments.capture().capture(order, Optional.empty());
    refund("ref_f", gbp(100));
    assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> refund("ref_f", gbp(200)));
    newOrder();
    authorize("tok_success");
    payments.capture().capture(order, Optional.empty());
    assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> refund("ref_f", gbp(100)));
  }

  @Test
  void a_refund_that_fails_is_held_until_it_succeeds() {
    authorize("tok_refund_fails");
    payments.capture().capture(order, Optional.empty());
    String name = "ref_" + order;
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> refund(name));
    assertRefused(Reason.REFUND_EXCEEDS_PAYMENT, () -> refund("ref_more", gbp(1)));
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> refund(name));
    assertThat(books.refunded(order)).isZero();
    books.execute("update sandbox.authorization_hold set refunds_fail = false");
    assertThat(refund(name).state()).isEqualTo(PaymentState.REFUNDED);
  }

  @Test
  void sixteen_authorizations_of_one_order_are_one_charge() {
    List<Payment> answers = together(16, () -> authorize("tok_success"));
    assertThat(answers).hasSize(16).containsOnly(answers.getFirst());
    assertThat(books.held(order)).isEqualTo(1999);
  }

  @Test
  void sixteen_captures_and_refunds_of_one_order_are_one_each() {
    authorize("tok_success");
    assertThat(together(16, () -> payments.capture().capture(order, Optional.empty())))
        .extracting(Payment::state)
        .containsOnly(PaymentState.CAPTURED);
    together(16, () -> refund("ref_" + order, gbp(1000)));
    assertThat(books.refunded(order)).isEqualTo(1000);
  }

  @Test
  void refunds_at_once_share_what_was_captured() {
    authorize("tok_success");
    payments.capture().capture(order, Optional.empty());
    List<Object> outcomes =
        together(
            16,
            () -> {
              Throwable refusal = catchThrowable(() -> refund(ids.next("ref"), gbp(500)));
              return Optional.<Object>ofNullable(refusal).orElse("refunded");
            });
    assertThat(outcomes.stream().filter("refunded"::equals)).hasSize(3);
    assertThat(books.refunded(order)).isEqualTo(1500);
  }

  @Test
  void authorizing_and_giving_up_at_once_leaves_nothing_held() {
    for (int round = 0; round < 10; round++) {
      newOrder();
      together(
          4,
          () -> {
            Throwable refusal = catchThrowable(() -> authorize("tok_success"));
            payments.voiding().voidPayment(order);
            return refusal == null;
          });
      settleAll();
      assertThat(
              books.number(
                  "select count(*) from sandbox.authorization_hold h where state <> 'VOIDED' and"
                      + " exists (select 1 from payment where order_id = '"
                      + order
                      + "' and h.authorization_id like '%' || payment_id || '%')"))
          .isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void an_authorization_that_went_wrong_is_done_once_when_repeated(Fault fault) {
    provider.next(fault);
    attempt(() -> authorize("tok_success"));
    assertThat(authorizeUntilAnswered().state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(books.held(order)).isEqualTo(1999);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void an_authorization_that_went_wrong_can_be_given_up(Fault fault) {
    provider.next(fault);
    attempt(() -> authorize("tok_success"));
    payments.voiding().voidPayment(order);
    assertRefused(Reason.ILLEGAL_STATE, () -> authorize("tok_success"));
  }

  @Test
  void an_authorization_that_arrives_after_giving_up_is_voided() {
    provider.next(Fault.CRASH_BEFORE);
    assertThatThrownBy(() -> authorize("tok_success")).isInstanceOf(Crash.class);
    payments.voiding().voidPayment(order);
    String paymentId = paymentOf(order).paymentId();
    provider.authorize(paymentId + ":authorize", PRICE, "tok_success");
    settleAll();
    assertThat(
            books.number(
                "select count(*) from sandbox.authorization_hold where state = 'VOIDED' and"
                    + " authorization_id like '%"
                    + paymentId
                    + "%'"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whatever_goes_wrong_with_a_capture_it_is_taken_once(Fault fault) {
    authorize("tok_success");
    provider.next(fault);
    attempt(() -> payments.capture().capture(order, Optional.empty()));
    settleAll();
    assertThat(paymentOf(order).state()).isEqualTo(PaymentState.CAPTURED);
    assertRefused(Reason.ILLEGAL_STATE, () -> payments.voiding().voidPayment(order));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whatever_goes_wrong_with_a_void_it_is_given_up(Fault fault) {
    authorize("tok_success");
    provider.next(fault);
    attempt(() -> payments.voiding().voidPayment(order));
    settleAll();
    payments.voiding().voidPayment(order);
    assertRefused(Reason.ILLEGAL_STATE, () -> payments.capture().capture(order, Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whatever_goes_wrong_with_a_refund_it_is_paid_once(Fault fault) {
    authorize("tok_success");
    payments.capture().capture(order, Optional.empty());
    provider.next(fault);
    attempt(() -> refund("ref_" + order, gbp(700)));
    settleAll();
    refund("ref_" + order, gbp(700));
    assertThat(books.refunded(order)).isEqualTo(700);
  }

  @Test
  void a_provider_that_does_not_answer_at_all_is_never_guessed_at() {
    provider.mute(true);
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> authorize("tok_timeout"));
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> authorize("tok_timeout"));
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> payments.voiding().voidPayment(order));
    assertThat(paymentOf(order).state()).isEqualTo(PaymentState.PENDING);
    provider.mute(false);
    settleAll();
    assertThat(paymentOf(order).state()).isEqualTo(PaymentState.AUTHORIZED);
  }

  @Test
  void only_the_buyer_finds_a_payment() {
    String id = authorize("tok_success").paymentId();
    assertThat(payments.get().ofBuyer(id, "usr_buyer").paymentId()).isEqualTo(id);
    assertThat(payments.get().ofAnybody(id).paymentId()).isEqualTo(id);
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> payments.get().ofBuyer(id, "usr_other"));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> payments.get().ofBuyer("rubbish", "usr_buyer"));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> payments.get().ofAnybody("pay_\u0000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refunded = 2000",
        "refunding = 2000",
        "refunded = 1000, refunding = 1000, state = 'PARTIALLY_REFUNDED'",
        "captured = 0",
        "captured = 2000",
        "captured = -1",
        "authorized = 2000, captured = 2000",
        "authorized = 500, captured = 500",
        "refunded = -1",
        "refunded = 1",
        "refunded = 1, state = 'REFUNDED'",
        "state = 'AUTHORIZED'",
        "state = 'VOIDED'",
        "state = 'DECLINED'",
        "state = 'SHIPPED'",
        "decline_code = 'card_declined'",
        "currency = 'gbp'",
        "currency = 'USD'",
        "user_id = null",
      })
  void the_database_refuses_books_that_do_not_add_up(String change) {
    authorize("tok_success");
    payments.capture().capture(order, Optional.empty());
    assertThatThrownBy(() ->
            books.execute("update payment set %s where order_id = '%s'".formatted(change, order)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("SQL state 23");
  }

  private Payment authorize(String token) {
    return payments.authorize().authorize(new Authorization(order, "usr_buyer", PRICE, token));
  }

  private Payment authorizeUntilAnswered() {
    return await().atMost(Duration.ofSeconds(5)).until(() -> authorize("tok_success"), p -> true);
  }

  private Payment refund(String name) {
    return payments.refund().refund(new Refund(order, name, Optional.empty()));
  }

  private Payment refund(String name, Amount part) {
    return payments.refund().refund(new Refund(order, name, Optional.of(part)));
  }

  private static Payment paymentOf(String orderId) {
    return new PostgresPaymentStore(database, LEASE, EVENTS, Clock.systemUTC())
        .findByOrder(orderId)
        .orElseThrow();
  }

  /** Runs a call that may fail, as its caller or its process would see it. */
  private static void attempt(ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    if (failure != null) {
      assertThat(failure).isInstanceOfAny(Crash.class, ApiException.class);
    }
  }

  /** Runs the reconciliation until the order has nothing open but what only its caller can do. */
  private void settleAll() {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> {
          payments.reconciliation().run();
          return books.number(
                  "select count(*) from payment_operation o join payment p using (payment_id)"
                      + " where o.status in ('PENDING', 'UNKNOWN') and p.order_id = '"
                      + order
                      + "' and not (o.kind = 'AUTHORIZE' and not exists (select 1 from"
                      + " sandbox.handled_request where idempotency_key = operation_key))")
              == 0;
        });
  }

  private static <T> List<T> together(int threads, Callable<T> call) {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(executor.submit(call));
      }
      return running.stream().map(PaymentsTest::result).toList();
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call);
    assertThat(refusal).as("should be refused with " + reason).isNotNull();
    assertThat(refusal.reason()).isEqualTo(reason.name());
  }

  private static Amount gbp(long pence) {
    return new Amount("GBP", pence);
  }
}
