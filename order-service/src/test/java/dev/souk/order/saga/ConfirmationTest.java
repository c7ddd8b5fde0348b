package dev.souk.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.souk.inventory.v1.Reservation;
import dev.souk.kit.error.ApiException;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.world.Checkouts;
import dev.souk.order.world.Faults.Fault;
import dev.souk.order.world.TestPostgres;
import dev.souk.payment.v1.PaymentServiceGrpc;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Payments that the buyer has to confirm at their bank. */
class ConfirmationTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();
  private static final AtomicInteger buyers = new AtomicInteger();
  private static Checkouts shop;

  private String user = "";
  private String sku = "";

  @BeforeAll
  static void open() throws IOException {
    shop = new Checkouts(POSTGRES.open());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @BeforeEach
  void aBuyerWithTwoHats() {
    user = "usr_" + buyers.incrementAndGet();
    sku = "HAT-" + buyers.get();
    shop.world().shelves().put(sku, "GBP", 1999, 5);
    shop.world().trolleys().add(user, sku, 2);
  }

  @AfterEach
  void endFaults() {
    shop.world().faults().clear();
  }

  @Test
  void an_order_waits_with_its_stock_held_and_is_paid_once_confirmed() {
    ApiException asked = refusal(() -> shop.place(user, "k", "tok_3ds"), "PAYMENT_ACTION_REQUIRED");
    String orderId = asked.variable("orderId");
    assertThat(asked.variable("confirmationUrl")).isEqualTo("https://bank.example");
    assertThat(asked.variable("paymentId")).startsWith("pay_");
    assertThat(onlyOrder().state()).isEqualTo(OrderState.PENDING);
    assertThat(shop.world().shelves().reserved(sku)).isEqualTo(2);
    assertThat(shop.world().trolleys().quantity(user, sku)).isEqualTo(2);

    refusal(() -> shop.confirm(user, orderId), "PAYMENT_ACTION_REQUIRED");
    refusal(() -> shop.place(user, "k", "tok_3ds"), "PAYMENT_ACTION_REQUIRED");
    shop.world().bank().buyerConfirms(orderId);
    requirePaid(shop.confirm(user, orderId));
    requirePaid(shop.confirm(user, orderId));
    requirePaid(shop.place(user, "k", "tok_3ds"));
    assertThat(shop.world().trolleys().quantity(user, sku)).isZero();
  }

  @Test
  void the_same_order_placed_again_goes_on_once_confirmed() {
    String orderId = placeAndWait();
    shop.world().bank().buyerConfirms(orderId);
    requirePaid(shop.place(user, "k", "tok_3ds"));
  }

  @Test
  void an_order_is_paid_though_nobody_comes_back_from_the_bank() {
    String orderId = placeAndWait();
    shop.world().bank().buyerConfirms(orderId);
    shop.clock().advance(Duration.ofSeconds(30));
    shop.resumeOnce();
    requirePaid(onlyOrder());
  }

  @Test
  void a_refused_confirmation_fails_the_order_and_frees_its_stock() {
    String orderId = placeAndWait();
    shop.world().bank().buyerRefuses(orderId);
    refusal(() -> shop.confirm(user, orderId), "PAYMENT_DECLINED");
    refusal(() -> shop.confirm(user, orderId), "PAYMENT_DECLINED");
    refusal(() -> shop.place(user, "k", "tok_3ds"), "PAYMENT_DECLINED");
    requireFailed();
  }

  @Test
  void an_order_never_confirmed_is_undone_before_its_hold_ends() {
    String orderId = placeAndWait();
    shop.clock().advance(PlacementSteps.PATIENCE.minusMinutes(1));
    shop.resumeOnce();
    assertThat(onlyOrder().state()).isEqualTo(OrderState.PENDING);
    shop.clock().advance(Duration.ofMinutes(1));
    shop.resumeOnce();
    requireFailed();
    assertThat(onlyOrder().history().getLast().time())
        .isBefore(onlyOrder().createTime().plus(PlacementSteps.HOLD));

    shop.world().bank().buyerConfirms(orderId);
    ApiException late = refusal(() -> shop.confirm(user, orderId), "PAYMENT_DECLINED");
    assertThat(late.variable("declineCode")).isEqualTo("confirmation_expired");
    requireFailed();
  }

  @Test
  void a_confirmation_in_the_last_moment_is_given_up_with_the_order() {
    String orderId = placeAndWait();
    shop.clock().advance(PlacementSteps.PATIENCE.plusSeconds(1));
    shop.world().bank().buyerConfirms(orderId);
    refusal(() -> shop.confirm(user, orderId), "PAYMENT_DECLINED");
    requireFailed();
  }

  @Test
  void a_waiting_order_does_not_count_as_put_off() {
    placeAndWait();
    for (int i = 0; i < 5; i++) {
      shop.resumeOnce();
      shop.clock().advance(Duration.ofSeconds(20));
    }
    assertThat(shop.sagas().countPutOff(1)).isZero();
    shop.resume();
    requireFailed();
  }

  @Test
  void eight_confirmations_at_once_charge_once() throws Exception {
    String orderId = placeAndWait();
    shop.world().bank().buyerConfirms(orderId);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Order>> clicks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        clicks.add(threads.submit(() -> confirmAgainWhileInProgress(orderId)));
      }
      for (Future<Order> click : clicks) {
        assertThat(click.get().state()).isEqualTo(OrderState.PAID);
      }
    }
    requirePaid(onlyOrder());
  }

  /** As clients do that are told to repeat: the waits of all of them move the one clock on. */
  private Order confirmAgainWhileInProgress(String orderId) {
    while (true) {
      try {
        return shop.confirm(user, orderId);
      } catch (ApiException e) {
        if (!e.reason().equals("IDEMPOTENCY_IN_PROGRESS")) {
          throw e;
        }
      }
    }
  }

  @Test
  void only_the_buyer_goes_on_with_an_order() {
    String orderId = placeAndWait();
    refusal(() -> shop.confirm("usr_other", orderId), "RESOURCE_NOT_FOUND");
    shop.resume();
  }

  @Test
  void payments_that_are_away_for_a_moment_are_not_noticed() {
    String orderId = placeAndWait();
    shop.world().bank().buyerConfirms(orderId);
    shop.world()
        .faults()
        .plan(PaymentServiceGrpc.getConfirmPaymentMethod(), Fault.BEFORE_EFFECT, 2);
    requirePaid(shop.confirm(user, orderId));
  }

  @Test
  void payments_that_are_away_for_long_leave_the_order_to_the_runner() {
    String orderId = placeAndWait();
    shop.world().bank().buyerConfirms(orderId);
    shop.world()
        .faults()
        .plan(PaymentServiceGrpc.getConfirmPaymentMethod(), Fault.AFTER_EFFECT, 1000);
    assertThat(shop.confirm(user, orderId).state()).isEqualTo(OrderState.PENDING);
    shop.world().faults().clear();
    shop.clock().advance(Duration.ofMinutes(1));
    shop.resumeOnce();
    requirePaid(onlyOrder());
  }

  private String placeAndWait() {
    return refusal(() -> shop.place(user, "k", "tok_3ds"), "PAYMENT_ACTION_REQUIRED")
        .variable("orderId");
  }

  private static ApiException refusal(ThrowingCallable call, String reason) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call);
    assertThat(refusal).as("should be refused with " + reason).isNotNull();
    assertThat(refusal.reason()).isEqualTo(reason);
    return refusal;
  }

  private Order onlyOrder() {
    List<Order> orders = shop.ordersOf(user);
    assertThat(orders).hasSize(1);
    return orders.getFirst();
  }

  private void requirePaid(Order order) {
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(shop.world().bank().kept(order.orderId())).isEqualTo(3998);
    assertThat(shop.world().shelves().onHand(sku)).isEqualTo(3);
    assertThat(shop.world().shelves().reserved(sku)).isZero();
    assertThat(shop.eventsOf(order.orderId())).isEqualTo(1);
  }

  private void requireFailed() {
    Order order = onlyOrder();
    assertThat(order.state()).isEqualTo(OrderState.FAILED);
    assertThat(shop.world().bank().kept(order.orderId())).isZero();
    assertThat(shop.world().bank().isSetAside(order.orderId())).isFalse();
    assertThat(shop.world().shelves().onHand(sku)).isEqualTo(5);
    assertThat(shop.world().shelves().stateOf(order.orderId()))
        .isEqualTo(Reservation.State.STATE_RELEASED);
  }
}
