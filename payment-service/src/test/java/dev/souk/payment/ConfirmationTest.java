package dev.souk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import dev.souk.payment.domain.PaymentState;
import dev.souk.payment.domain.Payments;
import dev.souk.payment.event.PaymentEvents;
import dev.souk.payment.sandbox.SandboxProvider;
import dev.souk.payment.store.PostgresPaymentStore;
import dev.souk.sandbox.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments that the buyer has to confirm, with the sandbox and its page for buyers. */
class ConfirmationTest {
  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final PaymentEvents EVENTS =
      new PaymentEvents(new Ids(Clock.systemUTC()), Clock.systemUTC(), () -> "");
  private static final Amount PRICE = new Amount("GBP", 1999);

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static Database database;
  private static SandboxServer sandbox;
  private static SandboxProvider client;
  private static HttpClient browser;

  private final FaultyProvider provider = new FaultyProvider(client);
  private final Payments payments =
      Payments.of(
          new PostgresPaymentStore(database, LEASE, EVENTS, Clock.systemUTC()),
          provider,
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)),
          new BoundedPatience(),
          Clock.systemUTC());
  private final Books books = new Books(database);
  private final String order = new Ids(Clock.systemUTC()).next("ord");

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.start(folder, 0);
    Map<String, String> settings = postgres.settings("souk_payment");
    Login login = new Login(settings.get("SOUK_POSTGRES_URL"), "postgres", "postgres");
    Migrations.apply(login, "public", "db/payment");
    database = Database.open("test", login, "public", 8);
    sandbox = Sandboxes.start(settings);
    client = new SandboxProvider(sandbox.address(), Duration.ofMillis(500));
    browser = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    browser.close();
    client.close();
    sandbox.close();
    database.close();
    postgres.close();
  }

  @AfterEach
  void the_books_agree() {
    assertThat(books.disagreements()).isEmpty();
  }

  @Test
  void a_confirmed_payment_can_be_taken() throws Exception {
    URI page = waiting();
    refusal(Reason.PAYMENT_ACTION_REQUIRED, this::confirm);
    refusal(Reason.ILLEGAL_STATE, () -> payments.capture().capture(order, Optional.empty()));
    assertThat(decide(page, "confirm")).isEqualTo(200);
    assertThat(payments.confirmation().confirm(order).state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(payments.confirmation().confirm(order).state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(payments.capture().capture(order, Optional.empty()).captured()).isEqualTo(PRICE);
    assertThat(payments.confirmation().confirm(order).state()).isEqualTo(PaymentState.CAPTURED);
  }

  @Test
  void authorizing_again_finds_out_that_it_was_confirmed() throws Exception {
    assertThat(decide(waiting(), "confirm")).isEqualTo(200);
    assertThat(payments.authorize().authorize(authorization()).state())
        .isEqualTo(PaymentState.AUTHORIZED);
    payments.voiding().voidPayment(order);
  }

  @Test
  void a_refused_payment_is_declined_for_good() throws Exception {
    URI page = waiting();
    assertThat(decide(page, "refuse")).isEqualTo(200);
    ApiException declined = refusal(Reason.PAYMENT_DECLINED, this::confirm);
    assertThat(declined.variable("declineCode")).isEqualTo("authentication_failed");
    assertThat(decide(page, "confirm")).isEqualTo(409);
    refusal(Reason.PAYMENT_DECLINED, this::confirm);
    payments.voiding().voidPayment(order);
    refusal(Reason.PAYMENT_DECLINED, this::confirm);
  }

  @Test
  void what_was_given_up_is_not_confirmed_any_more() throws Exception {
    URI page = waiting();
    payments.voiding().voidPayment(order);
    assertThat(decide(page, "confirm")).isEqualTo(409);
    refusal(Reason.ILLEGAL_STATE, this::confirm);
  }

  @Test
  void what_was_confirmed_unnoticed_is_given_up_all_the_same() throws Exception {
    assertThat(decide(waiting(), "confirm")).isEqualTo(200);
    payments.voiding().voidPayment(order);
    refusal(Reason.ILLEGAL_STATE, this::confirm);
    refusal(Reason.ILLEGAL_STATE, () -> payments.capture().capture(order, Optional.empty()));
  }

  @Test
  void a_provider_that_does_not_answer_leaves_it_open() throws Exception {
    URI page = waiting();
    assertThat(decide(page, "confirm")).isEqualTo(200);
    provider.mute(true);
    refusal(Reason.DEPENDENCY_UNAVAILABLE, this::confirm);
    provider.mute(false);
    confirm();
  }

  @Test
  void a_payment_that_needs_no_confirmation_is_answered_as_it_is() {
    refusal(Reason.RESOURCE_NOT_FOUND, this::confirm);
    payments.authorize().authorize(new Authorization(order, "usr_buyer", PRICE, "tok_success"));
    assertThat(payments.confirmation().confirm(order).state()).isEqualTo(PaymentState.AUTHORIZED);
  }

  @Test
  void confirming_and_giving_up_at_once_leaves_one_of_both() throws Exception {
    assertThat(decide(waiting(), "confirm")).isEqualTo(200);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(threads.submit(() -> catchThrowableOfType(ApiException.class, () -> confirm())));
      }
      calls.add(threads.submit(() -> payments.voiding().voidPayment(order)));
      for (Future<?> call : calls) {
        call.get();
      }
    }
    refusal(Reason.ILLEGAL_STATE, this::confirm);
  }

  private void confirm() {
    payments.confirmation().confirm(order);
  }

  private Authorization authorization() {
    return new Authorization(order, "usr_buyer", PRICE, "tok_3ds");
  }

  /** Has it authorized; where the buyer confirms. */
  private URI waiting() {
    ApiException asked =
        refusal(
            Reason.PAYMENT_ACTION_REQUIRED, () -> payments.authorize().authorize(authorization()));
    assertThat(asked.variable("orderId")).isEqualTo(order);
    return URI.create(asked.variable("confirmationUrl"));
  }

  private static int decide(URI page, String decision) throws IOException, InterruptedException {
    HttpRequest form =
        HttpRequest.newBuilder(page)
            .POST(HttpRequest.BodyPublishers.ofString("decision=" + decision))
            .build();
    return browser.send(form, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static ApiException refusal(Reason reason, ThrowingCallable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call);
    assertThat(refusal).as("should be refused with " + reason).isNotNull();
    assertThat(refusal.reason()).isEqualTo(reason.name());
    return refusal;
  }
}
