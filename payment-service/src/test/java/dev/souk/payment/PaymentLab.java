package dev.souk.payment;

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
import dev.souk.payment.FaultyProvider.Crash;
import dev.souk.payment.domain.Authorization;
import dev.souk.payment.domain.Backoff;
import dev.souk.payment.domain.Payment;
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
import org.junit.jupiter.api.io.TempDir;

/**
 * The use cases on a real database and the sandbox, which a test has fail; the books agree in the
 * end.
 */
abstract class PaymentLab {
  static final Duration LEASE = Duration.ofMillis(150);

  static final PaymentEvents EVENTS =
      new PaymentEvents(new Ids(Clock.systemUTC()), Clock.systemUTC(), () -> "");

  static final Backoff BACKOFF = new Backoff(Duration.ofMillis(1), Duration.ofMillis(20));
  static final Amount PRICE = gbp(1999);
  @TempDir static Path folder;
  static EmbeddedPostgres postgres;
  static Database database;
  static SandboxServer sandbox;
  static SandboxProvider client;
  final Ids ids = new Ids(Clock.systemUTC());
  final Books books = new Books(database);
  final FaultyProvider provider = new FaultyProvider(client);

  final Payments payments =
      Payments.of(
          new PostgresPaymentStore(database, LEASE, EVENTS, Clock.systemUTC()),
          provider,
          BACKOFF,
          new BoundedPatience(),
          Clock.systemUTC());

  String order = "";

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

  Payment authorize(String token) {
    return payments.authorize().authorize(new Authorization(order, "usr_buyer", PRICE, token));
  }

  Payment authorizeUntilAnswered() {
    return await().atMost(Duration.ofSeconds(5)).until(() -> authorize("tok_success"), p -> true);
  }

  Payment refund(String name) {
    return payments.refund().refund(new Refund(order, name, Optional.empty()));
  }

  Payment refund(String name, Amount part) {
    return payments.refund().refund(new Refund(order, name, Optional.of(part)));
  }

  static Payment paymentOf(String orderId) {
    return new PostgresPaymentStore(database, LEASE, EVENTS, Clock.systemUTC())
        .findByOrder(orderId)
        .orElseThrow();
  }

  /** Runs a call that may fail, as its caller or its process would see it. */
  static void attempt(ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    if (failure != null) {
      assertThat(failure).isInstanceOfAny(Crash.class, ApiException.class);
    }
  }

  /** Runs the reconciliation until the order has nothing open but what only its caller can do. */
  void settleAll() {
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

  static <T> List<T> together(int threads, Callable<T> call) {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(executor.submit(call));
      }
      return running.stream().map(PaymentLab::result).toList();
    }
  }

  static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static void assertRefused(Reason reason, ThrowingCallable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call);
    assertThat(refusal).as("should be refused with " + reason).isNotNull();
    assertThat(refusal.reason()).isEqualTo(reason.name());
  }

  static Amount gbp(long pence) {
    return new Amount("GBP", pence);
  }
}
