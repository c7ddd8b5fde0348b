package dev.souk.order;

import dev.souk.kit.address.AddressRules;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.SoukServer;
import dev.souk.order.api.AdminOrderApi;
import dev.souk.order.api.OrderApi;
import dev.souk.order.api.OrderLinkApi;
import dev.souk.order.api.OrderNoteApi;
import dev.souk.order.api.PurchaseRequests;
import dev.souk.order.api.TimeLimit;
import dev.souk.order.domain.AccessTokens;
import dev.souk.order.domain.DraftOrder;
import dev.souk.order.domain.OrderAccess;
import dev.souk.order.domain.OrderNumbers;
import dev.souk.order.domain.Prices;
import dev.souk.order.metric.StepTimers;
import dev.souk.order.saga.CancelOrder;
import dev.souk.order.saga.ConfirmPayment;
import dev.souk.order.saga.Pause;
import dev.souk.order.saga.PlaceOrder;
import dev.souk.order.saga.SagaDriver;
import dev.souk.order.saga.SagaRunner;
import dev.souk.order.saga.Settlement;
import dev.souk.order.store.PostgresAllOrders;
import dev.souk.order.store.PostgresOrderNotes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** Placing, confirming, cancelling and reading orders. */
record CheckoutSetup(Foundation base, Stores stores, Neighbours neighbours, Prices prices) {
  /** Idempotency keys are good for a day; twice that leaves room for slow clients. */
  private static final Duration KEYS_KEPT = Duration.ofDays(2);

  /**
   * Serves them, and drives the sagas that their requests left; by the answer others bring theirs
   * to an end.
   */
  Settlement start() {
    SoukServer server = base.server();
    Clock clock = base.clock();
    SagaDriver driver =
        new SagaDriver(
            stores.sagas(),
            neighbours.stock(),
            neighbours.payments(),
            prices,
            neighbours.carts(),
            stores.refunds(),
            clock,
            Pause.SYSTEM,
            new StepTimers(server.metrics()));
    Settlement settlement =
        new Settlement(stores.sagas(), stores.orders(), driver, clock, Pause.SYSTEM);
    AccessTokens tokens = new AccessTokens(AccessTokenKey.read(base.config().accessTokenKey()));
    server
        .serve(orders(settlement, tokens).definition())
        .serve(new OrderLinkApi(stores.orders(), tokens).definition())
        .serve(new AdminOrderApi(new PostgresAllOrders(stores.orders())).definition())
        .serve(
            new OrderNoteApi(
                    new PostgresOrderNotes(base.database(), base.audit()), base.ids(), clock)
                .definition());
    SagaRunner runner = new SagaRunner(stores.sagas(), stores.orders(), driver, base.resumed());
    server.closing(new RepeatedTask("sagas", base.config().pollInterval(), runner::run));
    server.closing(
        new RepeatedTask(
            "idempotency-keys",
            Duration.ofHours(1),
            () -> stores.keys().forgetBefore(clock.instant().minus(KEYS_KEPT))));
    return settlement;
  }

  private OrderApi orders(Settlement settlement, AccessTokens tokens) {
    Clock clock = base.clock();
    DraftOrder drafts = new DraftOrder(neighbours.addressBooks(), neighbours.carts(), prices);
    return new OrderApi(
        drafts,
        new PlaceOrder(
            stores.keys(),
            drafts,
            prices,
            stores.sagas(),
            settlement,
            base.ids(),
            new OrderNumbers(new SecureRandom()),
            tokens,
            clock),
        new ConfirmPayment(stores.orders(), stores.sagas(), settlement, clock),
        new CancelOrder(stores.keys(), stores.orders(), stores.sagas(), settlement, clock),
        stores.orders(),
        new OrderAccess(stores.orders()),
        tokens,
        new PurchaseRequests(AddressRules.standard()),
        new TimeLimit(clock));
  }
}
