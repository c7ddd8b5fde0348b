package dev.souk.payment;

import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.SoukServer;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Migrations;
import dev.souk.payment.api.PaymentRpcs;
import dev.souk.payment.api.UserDataRpcs;
import dev.souk.payment.domain.Backoff;
import dev.souk.payment.domain.PaymentStore;
import dev.souk.payment.domain.Payments;
import dev.souk.payment.sandbox.SandboxProvider;
import dev.souk.payment.store.PostgresPaymentStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** payment-service: the payments of orders, by the sandbox provider. */
public final class PaymentServer {
  private static final Logger LOG = LoggerFactory.getLogger(PaymentServer.class);
  private static final String SCHEMA = "public";
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  private PaymentServer() {}

  /** Runs until the process is asked to stop. */
  public static void main(String[] args) throws InterruptedException {
    start(System.getenv()).runUntilStopped();
  }

  /** Starts a server; several may run on one database. */
  public static RunningServer start(Map<String, String> env) {
    PaymentConfig config = PaymentConfig.from(env);
    Clock clock = Clock.systemUTC();
    SoukServer server = SoukServer.named("payment-service", env, clock);

    Database database =
        server.closing(Database.open(config.postgres(), SCHEMA, config.connections()));
    Migrations.apply(database, SCHEMA, "db/payment");
    SandboxProvider provider =
        server.closing(new SandboxProvider(config.sandbox(), config.patience()));
    LOG.info("payments go to the sandbox provider: no money moves");

    PaymentStore store = new PostgresPaymentStore(database, config.lease());
    Payments payments = Payments.of(store, provider, BACKOFF, new BoundedPatience(), clock);
    server.closing(
        new ReconciliationLoop(payments.reconciliation(), config.reconcileEvery()).started());

    return server
        .serve(new PaymentRpcs(payments).definition())
        .serve(new UserDataRpcs(store).definition())
        .readiness("postgresql", database::ping)
        .start();
  }
}
