package dev.souk.order;

import com.zaxxer.hikari.HikariDataSource;
import dev.souk.kit.address.AddressRules;
import dev.souk.kit.audit.AuditEvents;
import dev.souk.kit.event.Publisher;
import dev.souk.kit.id.Ids;
import dev.souk.kit.log.CallContext;
import dev.souk.kit.outbox.Outbox;
import dev.souk.kit.outbox.OutboxRelay;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.SoukServer;
import dev.souk.order.api.AdminOrderApi;
import dev.souk.order.api.CartPricingApi;
import dev.souk.order.api.DiscountCodeApi;
import dev.souk.order.api.FulfilmentApi;
import dev.souk.order.api.FulfilmentTaskApi;
import dev.souk.order.api.OrderApi;
import dev.souk.order.api.OrderLinkApi;
import dev.souk.order.api.OrderNoteApi;
import dev.souk.order.api.PurchaseApi;
import dev.souk.order.api.PurchaseRequests;
import dev.souk.order.api.RefundApi;
import dev.souk.order.api.ReturnApi;
import dev.souk.order.api.StatisticsApi;
import dev.souk.order.api.TimeLimit;
import dev.souk.order.api.UserDataApi;
import dev.souk.order.client.GrpcAddressBooks;
import dev.souk.order.client.GrpcCarts;
import dev.souk.order.client.GrpcCatalog;
import dev.souk.order.client.GrpcPayments;
import dev.souk.order.client.GrpcStock;
import dev.souk.order.domain.AccessTokens;
import dev.souk.order.domain.DraftOrder;
import dev.souk.order.domain.FulfilOrder;
import dev.souk.order.domain.OrderAccess;
import dev.souk.order.domain.OrderNumbers;
import dev.souk.order.domain.PriceCart;
import dev.souk.order.domain.Prices;
import dev.souk.order.domain.Statistics;
import dev.souk.order.event.OrderEvents;
import dev.souk.order.fulfilment.PostRoom;
import dev.souk.order.fulfilment.TakeStep;
import dev.souk.order.pricing.Pricing;
import dev.souk.order.refund.PayRefund;
import dev.souk.order.refund.RefundOrder;
import dev.souk.order.returns.ProcessReturn;
import dev.souk.order.returns.RefundReturn;
import dev.souk.order.returns.RequestReturn;
import dev.souk.order.returns.RestockReturn;
import dev.souk.order.saga.CancelOrder;
import dev.souk.order.saga.ConfirmPayment;
import dev.souk.order.saga.Pause;
import dev.souk.order.saga.PlaceOrder;
import dev.souk.order.saga.SagaDriver;
import dev.souk.order.saga.SagaRunner;
import dev.souk.order.saga.Settlement;
import dev.souk.order.store.AuditNotes;
import dev.souk.order.store.Database;
import dev.souk.order.store.Leases;
import dev.souk.order.store.Postgres;
import dev.souk.order.store.PostgresAllOrders;
import dev.souk.order.store.PostgresBuyerErasure;
import dev.souk.order.store.PostgresDiscountCodes;
import dev.souk.order.store.PostgresFulfilments;
import dev.souk.order.store.PostgresOrderNotes;
import dev.souk.order.store.PostgresOrders;
import dev.souk.order.store.PostgresRefunds;
import dev.souk.order.store.PostgresRequestKeys;
import dev.souk.order.store.PostgresReturns;
import dev.souk.order.store.PostgresSagas;
import dev.souk.order.store.PostgresStatistics;
import dev.souk.order.store.PostgresTasks;
import dev.souk.order.tables.PricingTables;
import dev.souk.order.task.TaskDriver;
import dev.souk.order.task.TaskKind;
import dev.souk.order.task.TaskRunner;
import io.grpc.Channel;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Checkout and orders: {@code souk.order.v1.OrderService}. */
public final class OrderServer {
  private static final String NAME = "order-service";

  /** Idempotency keys are good for a day; twice that leaves room for slow clients. */
  private static final Duration KEYS_KEPT = Duration.ofDays(2);

  /** Statistics read what happened since then one by one. */
  private static final Duration STATISTICS_INTERVAL = Duration.ofSeconds(1);

  private OrderServer() {}

  /** Runs the service until the process is told to stop. */
  public static void main(String[] arguments) throws InterruptedException {
    start(System.getenv()).runUntilStopped();
  }

  /** Starts the service with the configuration. */
  public static RunningServer start(Map<String, String> env) {
    return start(env, Clock.systemUTC());
  }

  /** Starts the service with the configuration and a clock of the caller's. */
  public static RunningServer start(Map<String, String> env, Clock clock) {
    OrderConfig config = OrderConfig.from(env);
    Pricing pricing = PricingTables.load(config.pricingTables());
    SoukServer server = SoukServer.named(NAME, env, clock);

    HikariDataSource source =
        server.closing(
            Postgres.open(
                config.postgresUrl(),
                config.postgresUser(),
                config.postgresPassword(),
                config.postgresPool()));
    Database database = new Database(source);
    Ids ids = new Ids(clock);
    OrderEvents events = new OrderEvents(ids, () -> CallContext.current().traceparent());
    Leases leases = new Leases(ids.next("ins"), config.lease());
    AuditNotes audit = new AuditNotes(server.auditEvents(), clock);
    PostgresOrders orders = new PostgresOrders(database);
    PostgresRequestKeys keys = new PostgresRequestKeys(database, clock);
    PostgresSagas sagas = new PostgresSagas(database, events, leases, config.fulfilment(), clock);
    PostgresFulfilments fulfilments = new PostgresFulfilments(database, events, clock);
    PostgresDiscountCodes codes = new PostgresDiscountCodes(database, server.auditEvents(), clock);
    PostgresRefunds refunds = new PostgresRefunds(database, events, events, audit, leases, clock);
    PostgresReturns returns = new PostgresReturns(database, events, audit, refunds, leases, clock);
    PostgresTasks tasks = new PostgresTasks(database, leases, clock);
    Outbox outbox = new Outbox(source);

    Channel product = server.channel(config.productTarget(), "product-service");
    GrpcStock stock = new GrpcStock(product);
    Prices prices = new Prices(new GrpcCatalog(product), codes, pricing, clock);
    GrpcCarts carts = new GrpcCarts(server.channel(config.cartTarget(), "cart-service"));
    GrpcAddressBooks addressBooks =
        new GrpcAddressBooks(server.channel(config.userTarget(), "user-service"));
    GrpcPayments payments =
        new GrpcPayments(server.channel(config.paymentTarget(), "payment-service"));

    SagaDriver driver =
        new SagaDriver(sagas, stock, payments, prices, carts, refunds, clock, Pause.SYSTEM);
    Settlement settlement = new Settlement(sagas, orders, driver, clock, Pause.SYSTEM);
    DraftOrder drafts = new DraftOrder(addressBooks, carts, prices);
    OrderNumbers numbers = new OrderNumbers(new SecureRandom());
    AccessTokens tokens = new AccessTokens(AccessTokenKey.read(config.accessTokenKey()));
    PlaceOrder placeOrder =
        new PlaceOrder(keys, drafts, prices, sagas, settlement, ids, numbers, tokens, clock);
    CancelOrder cancelOrder = new CancelOrder(keys, orders, sagas, settlement, clock);
    ConfirmPayment confirmPayment = new ConfirmPayment(orders, sagas, settlement, clock);
    SagaRunner runner = new SagaRunner(sagas, orders, driver);
    FulfilOrder fulfilOrder = new FulfilOrder(orders, fulfilments, clock);
    TaskDriver taskDriver =
        new TaskDriver(
            tasks,
            Map.of(
                TaskKind.REFUND, new PayRefund(orders, refunds, payments, clock),
                TaskKind.RESTOCK, new RestockReturn(returns, stock),
                TaskKind.FULFILMENT,
                    new TakeStep(
                        orders,
                        fulfilOrder,
                        new PostRoom(config.carrier()),
                        config.fulfilment(),
                        clock)),
            clock,
            Pause.SYSTEM);
    TaskRunner taskRunner = new TaskRunner(tasks, taskDriver);
    RefundOrder refundOrder = new RefundOrder(keys, orders, refunds, taskDriver, ids, clock);
    OutboxRelay relay =
        server.closing(
            new OutboxRelay(
                outbox,
                new Publisher(
                    config.kafkaBootstrap(), NAME, List.of(OrderEvents.TOPIC, AuditEvents.TOPIC))));

    Meters.bind(server.metrics(), outbox, sagas, tasks, clock);
    server.closing(new RepeatedTask("sagas", config.pollInterval(), runner::run));
    server.closing(new RepeatedTask("tasks", config.pollInterval(), taskRunner::run));
    server.closing(new RepeatedTask("outbox", config.relayInterval(), relay::run));
    server.closing(
        new RepeatedTask(
            "idempotency-keys",
            Duration.ofHours(1),
            () -> keys.forgetBefore(clock.instant().minus(KEYS_KEPT))));
    PostgresBuyerErasure erasure = new PostgresBuyerErasure(database);
    server.closing(
        new RepeatedTask(
            "guests",
            Duration.ofHours(1),
            () ->
                erasure.eraseGuests(
                    clock.instant().minus(config.guestRetention()), clock.instant())));
    Statistics statistics = new PostgresStatistics(database);
    server.closing(new RepeatedTask("statistics", STATISTICS_INTERVAL, statistics::addUp));
    return server
        .readiness("postgresql", database::ping)
        .serve(
            new OrderApi(
                    drafts,
                    placeOrder,
                    confirmPayment,
                    cancelOrder,
                    orders,
                    new OrderAccess(orders),
                    tokens,
                    new PurchaseRequests(AddressRules.standard()),
                    new TimeLimit(clock))
                .definition())
        .serve(new FulfilmentApi(fulfilOrder).definition())
        .serve(new FulfilmentTaskApi(tasks).definition())
        .serve(new OrderNoteApi(new PostgresOrderNotes(database, audit), ids, clock).definition())
        .serve(new CartPricingApi(new PriceCart(codes, clock)).definition())
        .serve(new RefundApi(refundOrder, new TimeLimit(clock)).definition())
        .serve(
            new ReturnApi(
                    new RequestReturn(keys, orders, returns, config.returnWindow(), ids, clock),
                    new ProcessReturn(returns, taskDriver, clock),
                    new RefundReturn(orders, returns, taskDriver, ids, clock),
                    returns,
                    orders,
                    new TimeLimit(clock))
                .definition())
        .serve(new DiscountCodeApi(codes, clock).definition())
        .serve(new PurchaseApi(fulfilments).definition())
        .serve(new UserDataApi(orders, returns, erasure, clock).definition())
        .serve(new OrderLinkApi(orders, tokens).definition())
        .serve(new StatisticsApi(statistics, clock).definition())
        .serve(new AdminOrderApi(new PostgresAllOrders(orders)).definition())
        .start();
  }
}
