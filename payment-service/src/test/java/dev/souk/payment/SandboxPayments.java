package dev.souk.payment;

import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.kit.id.Ids;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Login;
import dev.souk.kit.sql.Migrations;
import dev.souk.payment.domain.Backoff;
import dev.souk.payment.domain.Payments;
import dev.souk.payment.event.PaymentEvents;
import dev.souk.payment.sandbox.SandboxProvider;
import dev.souk.payment.store.PostgresPaymentStore;
import dev.souk.sandbox.SandboxServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The use cases on a real database and the sandbox, wired as the server is. */
final class SandboxPayments implements AutoCloseable {
  private static final Duration LEASE = Duration.ofSeconds(5);

  private final EmbeddedPostgres postgres;
  private final Database database;
  private final SandboxServer sandbox;
  private final SandboxProvider client;
  private final Payments payments;

  SandboxPayments(Path folder) {
    Clock clock = Clock.systemUTC();
    postgres = EmbeddedPostgres.start(folder, 0);
    Map<String, String> settings = postgres.settings("souk_payment");
    Login login = new Login(settings.get("SOUK_POSTGRES_URL"), "postgres", "postgres");
    Migrations.apply(login, "public", "db/payment");
    database = Database.open("test", login, "public", 8);
    sandbox = Sandboxes.start(settings);
    client = new SandboxProvider(sandbox.address(), Duration.ofMillis(500));
    payments =
        Payments.of(
            new PostgresPaymentStore(
                database, LEASE, new PaymentEvents(new Ids(clock), clock, () -> "trace"), clock),
            client,
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)),
            new BoundedPatience(),
            clock);
  }

  Payments payments() {
    return payments;
  }

  Database database() {
    return database;
  }

  Books books() {
    return new Books(database);
  }

  @Override
  public void close() {
    client.close();
    sandbox.close();
    database.close();
    postgres.close();
  }
}
