package dev.souk.payment;

import dev.souk.kit.event.Publisher;
import dev.souk.kit.id.Ids;
import dev.souk.kit.log.CallContext;
import dev.souk.kit.outbox.Outbox;
import dev.souk.kit.outbox.OutboxRelay;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.ServiceMain;
import dev.souk.kit.server.SoukServer;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Migrations;
import dev.souk.payment.api.PaymentRpcs;
import dev.souk.payment.api.UserDataRpcs;
import dev.souk.payment.api.WebhookRpcs;
import dev.souk.payment.domain.Backoff;
import dev.souk.payment.domain.PaymentProvider;
import dev.souk.payment.domain.Payments;
import dev.souk.payment.event.PaymentEvents;
import dev.souk.payment.metric.MeteredProvider;
import dev.souk.payment.sandbox.SandboxProvider;
import dev.souk.payment.store.PostgresPaymentStore;
import dev.souk.payment.stripe.StripeEvents;
import dev.souk.payment.stripe.StripeProvider;
import dev.souk.payment.stripe.StripeSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** payment-service: the payments of orders, by the sandbox or by Stripe. */
public final class PaymentServer {
  private static final Logger LOG = LoggerFactory.getLogger(PaymentServer.class);
  private static final String NAME = "payment-service";
  private static final String SCHEMA = "public";
  private static final String MIGRATIONS = "db/payment";
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  /** Stripe sends an event again for three days. */
  private static final Duration EVENTS_KEPT = Duration.ofDays(30);

  private PaymentServer() {}

  /** Runs until the process is asked to stop, or its migrations. */
  public static void main(String[] args) throws InterruptedException {
    ServiceMain.run(args, PaymentServer::start, PaymentServer::migrate);
  }

  /** Brings the database to what this version needs. */
  public static void migrate(Map<String, String> env) {
    Migrations.apply(env, SCHEMA, MIGRATIONS);
  }

  /** Starts a server; several may run on one database. */
  public static RunningServer start(Map<String, String> env) {
    PaymentConfig config = PaymentConfig.from(env);
    Clock clock = Clock.systemUTC();
    SoukServer server = SoukServer.named(NAME, env, clock);

    Migrations.prepare(config.migrations(), config.postgres(), SCHEMA, MIGRATIONS);
    Database database =
        server.closing(
            Database.open(NAME, config.postgres(), SCHEMA, config.connections(), server.tracing()));
    database.bindTo(server.metrics());
    PaymentProvider provider =
        new MeteredProvider(provider(config.provider(), server, clock), server.metrics());

    PostgresPaymentStore store =
        new PostgresPaymentStore(
            database,
            config.lease(),
            new PaymentEvents(new Ids(clock), clock, () -> CallContext.current().traceparent()),
            clock);
    Payments payments = Payments.of(store, provider, BACKOFF, new BoundedPatience(), clock);
    server.closing(
        new ReconciliationLoop(payments.reconciliation(), config.reconcileEvery()).started());

    Outbox outbox = new Outbox(database.source());
    outbox.bindTo(server.metrics(), clock);
    OutboxRelay relay =
        server.closing(
            new OutboxRelay(
                outbox,
                new Publisher(
                    config.kafkaBootstrap(),
                    NAME,
                    List.of(PaymentEvents.TOPIC),
                    server.tracing())));
    server.closing(new RepeatedTask("outbox", config.relayInterval(), relay::run));
    server.closing(
        new RepeatedTask(
            "provider-events",
            Duration.ofHours(1),
            () -> store.forgetReceivedBefore(clock.instant().minus(EVENTS_KEPT))));

    return server
        .serve(new PaymentRpcs(payments).definition())
        .serve(
            new WebhookRpcs(stripeEvents(config.provider(), clock), payments.events()).definition())
        .serve(new UserDataRpcs(store).definition())
        .readiness("postgresql", database::ping)
        .start();
  }

  private static PaymentProvider provider(
      ProviderSettings provider, SoukServer server, Clock clock) {
    return switch (provider) {
      case ProviderSettings.Sandbox(URI url, Duration patience) -> {
        LOG.info("payments go to the sandbox provider: no money moves");
        yield server.closing(new SandboxProvider(url, patience));
      }
      case ProviderSettings.Stripe(StripeSettings settings) -> {
        LOG.info("payments go to Stripe at {}", settings.apiBase());
        yield new StripeProvider(settings, clock);
      }
    };
  }

  private static Optional<StripeEvents> stripeEvents(ProviderSettings provider, Clock clock) {
    return provider instanceof ProviderSettings.Stripe(StripeSettings settings)
        ? Optional.of(new StripeEvents(settings.webhookSecret(), clock))
        : Optional.empty();
  }
}
