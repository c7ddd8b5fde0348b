package dev.souk.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.Reservation;
import dev.souk.kit.error.ApiException;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.world.Checkouts;
import dev.souk.order.world.Faults.Fault;
import dev.souk.order.world.TestPostgres;
import dev.souk.payment.v1.PaymentServiceGrpc;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other services that are away, or whose answers are lost. */
class FaultsTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();
  private static final AtomicInteger buyers = new AtomicInteger();
  private static final int LONG = 1000;
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

  static Stream<Arguments> calls() {
    return Stream.of(
            InventoryServiceGrpc.getReserveStockMethod(),
            PaymentServiceGrpc.getAuthorizePaymentMethod(),
            PaymentServiceGrpc.getCapturePaymentMethod(),
            InventoryServiceGrpc.getCommitReservationMethod())
        .flatMap(method -> Stream.of(Fault.values()).map(fault -> Arguments.of(method, fault)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("calls")
  void a_short_fault_is_not_noticed(MethodDescriptor<?, ?> method, Fault fault) {
    shop.world().faults().plan(method, fault, 2);
    requirePaid(shop.place(user, "k", "tok_success"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("calls")
  void a_long_fault_answers_pending_and_is_made_good_later(
      MethodDescriptor<?, ?> method, Fault fault) {
    shop.world().faults().plan(method, fault, LONG);
    Order pending = shop.place(user, "k", "tok_success");
    assertThat(pending.state()).isEqualTo(OrderState.PENDING);
    shop.world().faults().clear();
    shop.resume();
    requirePaid(shop.place(user, "k", "tok_success"));
    assertThat(shop.ordersOf(user)).hasSize(1);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("calls")
  void a_fault_that_outlasts_the_hold_costs_nothing(MethodDescriptor<?, ?> method, Fault fault) {
    shop.world().faults().plan(method, fault, LONG);
    Order pending = shop.place(user, "k", "tok_success");
    shop.clock().advance(Duration.ofMinutes(20));
    shop.world().shelves().expire(pending.orderId());
    shop.world().faults().clear();
    shop.resume();
    Order end = shop.ordersOf(user).getFirst();
    boolean committedInTime =
        method.equals(InventoryServiceGrpc.getCommitReservationMethod())
            && fault == Fault.AFTER_EFFECT;
    if (committedInTime) {
      requirePaid(end);
    } else {
      requireFailed(end, "DEADLINE_PASSED");
    }
  }

  @Test
  void stock_that_is_lost_after_the_capture_gives_the_money_back() {
    shop.world()
        .faults()
        .plan(InventoryServiceGrpc.getCommitReservationMethod(), Fault.BEFORE_EFFECT, LONG);
    Order pending = shop.place(user, "k", "tok_success");
    assertThat(shop.world().bank().kept(pending.orderId())).isEqualTo(3998);
    shop.world().shelves().expire(pending.orderId());
    shop.world().faults().clear();
    shop.resume();
    requireFailed(shop.ordersOf(user).getFirst(), "DEADLINE_PASSED");
    requirePaid(shop.place(user, "k", "tok_success"));
  }

  @Test
  void a_cart_service_that_is_away_delays_no_order_and_is_made_good_later() {
    shop.world()
        .faults()
        .plan(CartServiceGrpc.getRemoveOrderedItemsMethod(), Fault.BEFORE_EFFECT, LONG);
    Order order = shop.place(user, "k", "tok_success");
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(shop.world().trolleys().quantity(user, sku)).isEqualTo(2);
    shop.world().trolleys().add(user, sku, 1);
    shop.world().faults().clear();
    shop.resume();
    assertThat(shop.world().trolleys().quantity(user, sku)).isEqualTo(1);
  }

  @Test
  void a_driver_that_lost_its_lease_changes_nothing() {
    shop.world()
        .faults()
        .plan(PaymentServiceGrpc.getCapturePaymentMethod(), Fault.BEFORE_EFFECT, LONG);
    Order pending = shop.place(user, "k", "tok_success");
    Saga late = shop.sagas().take(pending.orderId(), Goal.PLACEMENT).orElseThrow();
    assertThat(shop.sagas().take(pending.orderId(), Goal.PLACEMENT)).isEmpty();
    shop.world().faults().clear();
    shop.clock().advance(Checkouts.LEASE.plusSeconds(1));
    Saga current = shop.sagas().take(pending.orderId(), Goal.PLACEMENT).orElseThrow();
    assertThatThrownBy(() -> shop.sagas().advance(late, Step.COMMIT))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> shop.sagas().postpone(late, shop.clock().instant()))
        .isInstanceOf(LeaseLostException.class);
    assertThat(current.step()).isEqualTo(Step.CAPTURE);
    shop.resume();
    requirePaid(shop.place(user, "k", "tok_success"));
  }

  @Test
  void a_clock_that_is_set_back_strands_no_order() {
    shop.world()
        .faults()
        .plan(PaymentServiceGrpc.getCapturePaymentMethod(), Fault.BEFORE_EFFECT, LONG);
    Order pending = shop.place(user, "k", "tok_success");
    shop.world().faults().clear();
    shop.clock().advance(Duration.ofHours(-1));
    shop.resumeOnce();
    shop.clock().advance(Duration.ofHours(1));
    requirePaid(shop.place(user, "k", "tok_success"));
    assertThat(shop.ordersOf(user)).extracting(Order::orderId).containsExactly(pending.orderId());
  }

  @Test
  void while_somebody_else_places_it_a_repetition_is_told_so() {
    shop.world()
        .faults()
        .plan(PaymentServiceGrpc.getCapturePaymentMethod(), Fault.BEFORE_EFFECT, LONG);
    Order pending = shop.place(user, "k", "tok_success");
    assertThat(shop.sagas().take(pending.orderId(), Goal.PLACEMENT)).isPresent();
    assertThatThrownBy(() -> shop.place(user, "k", "tok_success"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.reason()).isEqualTo("IDEMPOTENCY_IN_PROGRESS"));
    shop.world().faults().clear();
    shop.resume();
  }

  private void requirePaid(Order order) {
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(shop.world().bank().kept(order.orderId())).isEqualTo(3998);
    assertThat(shop.world().shelves().onHand(sku)).isEqualTo(3);
    assertThat(shop.world().shelves().reserved(sku)).isZero();
    assertThat(shop.eventsOf(order.orderId())).isEqualTo(1);
  }

  private void requireFailed(Order order, String reason) {
    assertThat(order.state()).isEqualTo(OrderState.FAILED);
    assertThat(order.history().getLast().reason()).isEqualTo(reason);
    assertThat(shop.world().bank().kept(order.orderId())).isZero();
    assertThat(shop.world().bank().isSetAside(order.orderId())).isFalse();
    assertThat(shop.world().shelves().onHand(sku)).isEqualTo(5);
    assertThat(shop.world().shelves().stateOf(order.orderId()))
        .isNotIn(Reservation.State.STATE_ACTIVE, Reservation.State.STATE_COMMITTED);
  }
}
