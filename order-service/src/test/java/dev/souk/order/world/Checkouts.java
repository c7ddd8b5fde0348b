package dev.souk.order.world;

import dev.souk.kit.audit.AuditEvents;
import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Database;
import dev.souk.kit.tracing.ResumedWork;
import dev.souk.kit.tracing.Tracing;
import dev.souk.order.client.GrpcAddressBooks;
import dev.souk.order.client.GrpcCarts;
import dev.souk.order.client.GrpcCatalog;
import dev.souk.order.client.GrpcPayments;
import dev.souk.order.client.GrpcStock;
import dev.souk.order.discount.CodeTerms;
import dev.souk.order.discount.CodeUse;
import dev.souk.order.discount.DiscountCode;
import dev.souk.order.discount.DiscountCodes;
import dev.souk.order.domain.AccessTokens;
import dev.souk.order.domain.Address;
import dev.souk.order.domain.Buyer;
import dev.souk.order.domain.Carts;
import dev.souk.order.domain.Catalog;
import dev.souk.order.domain.Destination;
import dev.souk.order.domain.DraftOrder;
import dev.souk.order.domain.FulfilOrder;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderNumbers;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Orders;
import dev.souk.order.domain.Prices;
import dev.souk.order.domain.Purchase;
import dev.souk.order.domain.RequestKey;
import dev.souk.order.domain.RequestKeys;
import dev.souk.order.domain.Shipment;
import dev.souk.order.event.OrderEvents;
import dev.souk.order.fulfilment.FulfilmentPlan;
import dev.souk.order.fulfilment.PostRoom;
import dev.souk.order.fulfilment.TakeStep;
import dev.souk.order.fulfilment.Warehouse;
import dev.souk.order.pricing.Discount.Reduction;
import dev.souk.order.refund.PayRefund;
import dev.souk.order.refund.RefundOrder;
import dev.souk.order.refund.RefundWish;
import dev.souk.order.refund.Refunds;
import dev.souk.order.returns.ProcessReturn;
import dev.souk.order.returns.RefundReturn;
import dev.souk.order.returns.RequestReturn;
import dev.souk.order.returns.RestockReturn;
import dev.souk.order.returns.Return;
import dev.souk.order.returns.ReturnWish;
import dev.souk.order.returns.Returns;
import dev.souk.order.saga.CancelOrder;
import dev.souk.order.saga.Cancellation;
import dev.souk.order.saga.ConfirmPayment;
import dev.souk.order.saga.Payments;
import dev.souk.order.saga.PlaceOrder;
import dev.souk.order.saga.Placement;
import dev.souk.order.saga.SagaDriver;
import dev.souk.order.saga.SagaRunner;
import dev.souk.order.saga.Sagas;
import dev.souk.order.saga.Settlement;
import dev.souk.order.saga.Stock;
import dev.souk.order.store.AuditNotes;
import dev.souk.order.store.Leases;
import dev.souk.order.store.PostgresDiscountCodes;
import dev.souk.order.store.PostgresFulfilments;
import dev.souk.order.store.PostgresOrders;
import dev.souk.order.store.PostgresRefunds;
import dev.souk.order.store.PostgresRequestKeys;
import dev.souk.order.store.PostgresReturns;
import dev.souk.order.store.PostgresSagas;
import dev.souk.order.store.PostgresTasks;
import dev.souk.order.tables.PricingTables;
import dev.souk.order.task.TaskDriver;
import dev.souk.order.task.TaskKind;
import dev.souk.order.task.TaskRunner;
import dev.souk.order.task.Tasks;
import dev.souk.order.task.WaitingTask;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The use cases on a real database and a world that fails on demand, with a clock that waiting sets
 * forward. Wired as the server is, but for what a test must reach into.
 */
public final class Checkouts implements AutoCloseable {
  /** How long a saga is its driver's. */
  public static final Duration LEASE = Duration.ofSeconds(12);

  private static final Address HOME =
      new Address("Ada", "1 Main Street", "", "London", "", "N1", "GB", "");

  private static final ResumedWork RESUMED = new ResumedWork("order-service", Tracing.off());

  private final TestClock clock = new TestClock();
  private List<String> discountCodes = List.of();
  private final Crashes crashes = new Crashes();
  private final World world = new World();
  private final Database database;
  private final ManagedChannel channel;
  private final DiscountCodes codes;
  private final Orders orders;
  private final Sagas sagas;
  private final PlaceOrder placeOrder;
  private final ConfirmPayment confirmPayment;
  private final CancelOrder cancelOrder;
  private final FulfilOrder fulfilOrder;
  private final SagaRunner runner;
  private final Tasks tasks;
  private final TaskRunner taskRunner;
  private final TaskDriver taskDriver;
  private final RefundOrder refundOrder;
  private final Returns returns;
  private final RequestReturn requestReturn;
  private final ProcessReturn processReturn;
  private final RefundReturn refundReturn;

  /** Opens on the database; administrators take every step to the buyer. */
  public Checkouts(Database database) throws IOException {
    this(database, FulfilmentPlan.MANUAL, new PostRoom("Souk Post"));
  }

  /** Opens on the database; orders go to their buyers by the plan. */
  public Checkouts(Database database, FulfilmentPlan plan, Warehouse warehouse) throws IOException {
    this.database = database;
    channel = NettyChannelBuilder.forTarget(world.target()).usePlaintext().build();
    Ids ids = new Ids(clock);
    orders = crashes.mortal(Orders.class, new PostgresOrders(database));
    RequestKeys keys = crashes.mortal(RequestKeys.class, new PostgresRequestKeys(database, clock));
    sagas =
        crashes.mortal(
            Sagas.class,
            new PostgresSagas(
                database, new OrderEvents(ids, () -> ""), new Leases("test", LEASE), plan, clock));
    Stock stock = crashes.mortal(Stock.class, new GrpcStock(channel));
    Payments payments = crashes.mortal(Payments.class, new GrpcPayments(channel));
    Carts carts = crashes.mortal(Carts.class, new GrpcCarts(channel));
    codes = new PostgresDiscountCodes(database, new AuditEvents("order-service", clock), clock);
    Prices prices =
        new Prices(
            crashes.mortal(Catalog.class, new GrpcCatalog(channel)),
            crashes.mortal(DiscountCodes.class, codes),
            PricingTables.load(Optional.empty()),
            clock);
    AuditNotes audit = new AuditNotes(new AuditEvents("order-service", clock), clock);
    Leases leases = new Leases("test", LEASE);
    OrderEvents events = new OrderEvents(ids, () -> "");
    PostgresRefunds refundStore =
        new PostgresRefunds(database, events, events, audit, leases, clock);
    Refunds refunds = crashes.mortal(Refunds.class, refundStore);
    returns =
        crashes.mortal(
            Returns.class,
            new PostgresReturns(database, events, audit, refundStore, leases, clock));
    tasks = crashes.mortal(Tasks.class, new PostgresTasks(database, leases, clock));
    fulfilOrder =
        new FulfilOrder(
            orders,
            new PostgresFulfilments(database, new OrderEvents(ids, () -> ""), clock),
            clock);
    taskDriver =
        new TaskDriver(
            tasks,
            Map.of(
                TaskKind.REFUND, new PayRefund(orders, refunds, payments, clock),
                TaskKind.RESTOCK, new RestockReturn(returns, stock),
                TaskKind.FULFILMENT, new TakeStep(orders, fulfilOrder, warehouse, plan, clock)),
            clock,
            clock::advance);
    SagaDriver driver =
        new SagaDriver(
            sagas,
            stock,
            payments,
            prices,
            carts,
            refunds,
            clock,
            clock::advance,
            (step, outcome, time) -> {});
    Settlement settlement = new Settlement(sagas, orders, driver, clock, clock::advance);
    refundOrder = new RefundOrder(keys, orders, refunds, taskDriver, settlement, ids, clock);
    taskRunner = new TaskRunner(tasks, taskDriver, RESUMED);
    requestReturn = new RequestReturn(keys, orders, returns, Duration.ofDays(30), ids, clock);
    processReturn = new ProcessReturn(returns, taskDriver, clock);
    refundReturn = new RefundReturn(orders, returns, taskDriver, ids, clock);
    placeOrder =
        new PlaceOrder(
            keys,
            new DraftOrder(new GrpcAddressBooks(channel), carts, prices),
            prices,
            sagas,
            settlement,
            ids,
            new OrderNumbers(new SecureRandom()),
            new AccessTokens(new byte[32]),
            clock);
    confirmPayment = new ConfirmPayment(orders, sagas, settlement, clock);
    cancelOrder = new CancelOrder(keys, orders, sagas, settlement, clock);
    runner = new SagaRunner(sagas, orders, driver, RESUMED);
  }

  /** Places what is in the user's cart. */
  public Order place(String userId, String key, String token) {
    return place(userId, key, token, Optional.empty());
  }

  /** Places what is in the user's cart for the total. */
  public Order place(String userId, String key, String token, Optional<Amount> expectedTotal) {
    RequestKey requestKey = new RequestKey(userId, "PlaceOrder", key, token + expectedTotal);
    return placeOrder.place(
        new Placement(
            requestKey,
            new Purchase(
                new Buyer(userId, ""), new Destination.Written(HOME), List.of(), "", discountCodes),
            Optional.empty(),
            "",
            "",
            token,
            expectedTotal,
            clock.instant().plus(Duration.ofSeconds(8))));
  }

  /** Goes on with the user's order after a confirmation. */
  public Order confirm(String userId, String orderId) {
    return confirmPayment.confirm(orderId, userId, clock.instant().plus(Duration.ofSeconds(8)));
  }

  /** Makes a discount code without limits, and orders with it from now on. */
  public void use(String code, Reduction reduction) {
    CodeTerms terms =
        new CodeTerms(
            "",
            reduction,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false);
    codes.add(new DiscountCode(code, terms, 0, 1, clock.instant(), clock.instant()));
    discountCodes = List.of(code);
  }

  /** How many of the user's orders the discount code counts for. */
  public int usesOf(String code, String userId) {
    return codes.find(List.of(code), userId).values().stream()
        .mapToInt(CodeUse::usesOfCustomer)
        .sum();
  }

  /** Cancels the user's order. */
  public Order cancel(String userId, String orderId) {
    return cancelOrder.cancel(
        new Cancellation(
            orderId,
            userId,
            false,
            "changed my mind",
            Optional.empty(),
            clock.instant().plus(Duration.ofSeconds(3))));
  }

  /** Pays the amount back, as an administrator with the idempotency key. */
  public Order refund(String orderId, long amount, String key) {
    return refundOrder.refund(
        new RefundWish(
            orderId,
            Optional.of(new Amount("GBP", amount)),
            Map.of(),
            "broken",
            new RequestKey("usr_admin", "RefundOrder", orderId + key, orderId + amount),
            clock.instant().plus(Duration.ofSeconds(5))));
  }

  /** An approved return of so many units of the order's first line. */
  public Return returning(Order order, int units) {
    Return asked =
        requestReturn.request(
            new ReturnWish(
                order.orderId(),
                order.userId(),
                Map.of(order.items().getFirst().sku(), units),
                "too small",
                Optional.empty()));
    return processReturn.approve(asked.returnId(), "usr_admin");
  }

  /** The return as it is now. */
  public Return read(Return one) {
    return returns.find(one.returnId()).orElseThrow();
  }

  /** Receives a return, and has all of it put into stock. */
  public Return receive(String returnId) {
    return processReturn.receive(
        returnId, "usr_admin", skusOf(returnId), clock.instant().plus(Duration.ofSeconds(5)));
  }

  private Set<String> skusOf(String returnId) {
    return Set.copyOf(
        database.run(sql ->
            sql.list(
                "select sku from item_back where source_id = ?",
                row -> row.getString(1),
                returnId)));
  }

  /** Notes that the order is packed, as an administrator. */
  public Order pack(String orderId) {
    return fulfilOrder.pack(orderId, "usr_admin");
  }

  /** Hands the order to its carrier, as an administrator. */
  public Order send(String orderId) {
    return fulfilOrder.ship(orderId, "usr_admin", new Shipment("Royal Mail", "RM 1"));
  }

  /** Ships and delivers the order, as an administrator. */
  public Order ship(String orderId) {
    send(orderId);
    return fulfilOrder.deliver(orderId, "usr_admin");
  }

  /** Takes all steps of the order's way in the caller's thread, each when it is due. */
  public void stepsOf(String orderId) {
    for (int step = 0; step < 4; step++) {
      clock.advance(Duration.ofMinutes(61));
      taskDriver.settle(TaskKind.FULFILMENT, orderId, clock.instant());
    }
  }

  /** Does the tasks that are due. */
  public void runTasks() {
    taskRunner.run();
  }

  /** Tasks of orders on their way. */
  public List<WaitingTask> fulfilments() {
    return tasks.page(TaskKind.FULFILMENT, false, Optional.empty(), 1000);
  }

  /** Pays a return back. */
  public Return refundReturn(String returnId) {
    return refundReturn.refund(returnId, "usr_admin", clock.instant().plus(Duration.ofSeconds(5)));
  }

  /** Packs, ships and delivers the order. */
  public Order deliver(String orderId) {
    pack(orderId);
    return ship(orderId);
  }

  /** Lets leases and delays end, and resumes, until nothing is left to do or an hour has passed. */
  public void resume() {
    for (int i = 0; i < 60 && isUnderWay(); i++) {
      clock.advance(Duration.ofMinutes(1));
      runner.run();
      taskRunner.run();
    }
  }

  private boolean isUnderWay() {
    return sagas.longestDue().isPresent() || tasks.longestDue().isPresent();
  }

  /** Lets the leases end, and resumes once. */
  public void resumeOnce() {
    clock.advance(LEASE.plusSeconds(1));
    runner.run();
    taskRunner.run();
  }

  /** All orders of a user, the refused ones too. */
  public List<Order> ordersOf(String userId) {
    return database
        .run(sql ->
            sql.list(
                "select order_id from orders where user_id = ? order by create_time",
                row -> row.getString(1),
                userId))
        .stream()
        .map(id -> orders.find(id).orElseThrow())
        .toList();
  }

  /** The events of an order that wait to be relayed. */
  public int eventsOf(String orderId) {
    return database.run(sql ->
        sql.first("select count(*) from outbox where key = ?", row -> row.getInt(1), orderId)
            .orElseThrow());
  }

  /** States that an order went through. */
  public static List<OrderState> path(Order order) {
    return order.history().stream().map(entry -> entry.state()).toList();
  }

  /** The clock. */
  public TestClock clock() {
    return clock;
  }

  /** What kills. */
  public Crashes crashes() {
    return crashes;
  }

  /** The other services. */
  public World world() {
    return world;
  }

  /** The sagas. */
  public Sagas sagas() {
    return sagas;
  }

  /** The database. */
  public Database database() {
    return database;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    world.close();
    database.close();
  }
}
