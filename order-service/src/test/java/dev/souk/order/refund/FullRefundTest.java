package dev.souk.order.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.kit.error.ApiException;
import dev.souk.order.domain.HistoryEntry;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.RefundState;
import dev.souk.order.fulfilment.FulfilmentPlan;
import dev.souk.order.fulfilment.FulfilmentStep;
import dev.souk.order.fulfilment.PostRoom;
import dev.souk.order.world.Checkouts;
import dev.souk.order.world.Faults.Fault;
import dev.souk.order.world.Scenes;
import dev.souk.order.world.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that are paid back in full before they are sent, where they are sent by themselves. */
class FullRefundTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();
  private static final Duration HOUR = Duration.ofHours(1);
  private static Checkouts shop;
  private static Scenes scenes;

  @BeforeAll
  static void open() throws IOException {
    FulfilmentPlan hourly =
        new FulfilmentPlan(
            Map.of(
                FulfilmentStep.PICK, HOUR,
                FulfilmentStep.PACK, HOUR,
                FulfilmentStep.SHIP, HOUR,
                FulfilmentStep.DELIVER, HOUR));
    shop = new Checkouts(POSTGRES.open(), hourly, new PostRoom("Pigeons"));
    scenes = new Scenes(shop);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static Order refundAll(Order order) {
    return shop.refund(order.orderId(), order.total().minorUnits(), "all");
  }

  private static boolean hasTask(Order order) {
    return shop.fulfilments().stream().anyMatch(task -> task.subjectId().equals(order.orderId()));
  }

  private static void requireCancelledOnce(Order order, String where) {
    Order end = scenes.read(order);
    assertThat(end.state()).as(where).isEqualTo(OrderState.CANCELLED);
    assertThat(end.refunds()).as(where).hasSize(1);
    assertThat(end.left().isZero()).as(where).isTrue();
    assertThat(scenes.onHand(order)).as(where).isEqualTo(5);
    assertThat(shop.world().bank().kept(order.orderId())).as(where).isZero();
    assertThat(hasTask(order)).as(where).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_order_that_was_not_sent_is_cancelled_and_restocked(boolean packed) {
    Order order = scenes.bought();
    if (packed) {
      shop.pack(order.orderId());
    }
    Order end = refundAll(order);
    requireCancelledOnce(order, "packed: " + packed);
    HistoryEntry cancelling = end.history().get(end.version() - 2);
    assertThat(cancelling.state()).isEqualTo(OrderState.CANCELLING);
    assertThat(cancelling.actor()).isEqualTo("usr_admin");
    assertThat(cancelling.reason()).isEqualTo("broken");
    shop.stepsOf(order.orderId());
    assertThat(scenes.read(order)).isEqualTo(end);
    assertThat(refundAll(order)).as("the same request again").isEqualTo(end);
  }

  @Test
  void the_part_that_leaves_nothing_cancels_it() {
    Order order = scenes.bought();
    long total = order.total().minorUnits();
    assertThat(shop.refund(order.orderId(), total - 1, "most").state()).isEqualTo(OrderState.PAID);
    assertThat(hasTask(order)).isTrue();
    assertThat(shop.refund(order.orderId(), 1, "rest").state()).isEqualTo(OrderState.CANCELLED);
    assertThat(scenes.onHand(order)).isEqualTo(5);
    assertThat(hasTask(order)).isFalse();
  }

  @Test
  void an_order_that_was_sent_stays_on_its_way() {
    Order order = scenes.bought();
    shop.pack(order.orderId());
    shop.send(order.orderId());
    Order refunded = refundAll(order);
    assertThat(refunded.state()).isEqualTo(OrderState.SHIPPED);
    assertThat(refunded.left().isZero()).isTrue();
    assertThat(scenes.onHand(order)).isEqualTo(3);
    assertThat(hasTask(order)).isTrue();
    shop.stepsOf(order.orderId());
    assertThat(scenes.read(order).state()).isEqualTo(OrderState.DELIVERED);
    assertThat(scenes.onHand(order)).isEqualTo(3);
  }

  @Test
  void a_refund_that_comes_to_nothing_stops_nothing() {
    Order order = scenes.bought();
    shop.world().bank().declineRefunds(order.orderId());
    assertThat(catchThrowableOfType(ApiException.class, () -> refundAll(order)).reason())
        .isEqualTo("PAYMENT_DECLINED");
    shop.world().bank().allowRefunds();
    assertThat(scenes.read(order).state()).isEqualTo(OrderState.PAID);
    assertThat(hasTask(order)).isTrue();
    shop.stepsOf(order.orderId());
    assertThat(scenes.read(order).state()).isEqualTo(OrderState.DELIVERED);
  }

  @Test
  void what_is_sent_while_its_refund_is_open_stays_on_its_way() {
    Order order = scenes.bought();
    shop.world().bank().holdRefunds(order.orderId());
    assertThat(refundAll(order).refunds().getFirst().state()).isEqualTo(RefundState.PENDING);
    shop.pack(order.orderId());
    shop.send(order.orderId());
    shop.world().bank().allowRefunds();
    shop.clock().advance(Checkouts.LEASE.plusSeconds(1));
    Order refunded = refundAll(order);
    assertThat(refunded.refunds().getFirst().state()).isEqualTo(RefundState.SUCCEEDED);
    assertThat(refunded.state()).isEqualTo(OrderState.SHIPPED);
    assertThat(scenes.onHand(order)).isEqualTo(3);
  }

  @Test
  void a_stock_that_does_not_answer_is_restocked_later() {
    Order order = scenes.bought();
    shop.world()
        .faults()
        .plan(InventoryServiceGrpc.getRestockReservationMethod(), Fault.BEFORE_EFFECT, 1000);
    assertThat(refundAll(order).state()).isEqualTo(OrderState.CANCELLING);
    shop.world().faults().clear();
    shop.resume();
    requireCancelledOnce(order, "later");
  }

  @Test
  void wherever_it_dies_it_is_cancelled_once() {
    int call = 1;
    boolean died = true;
    while (died) {
      Order order = scenes.bought();
      died = shop.crashes().killAt(call, () -> refundAll(order));
      shop.resume();
      refundAll(order);
      requireCancelledOnce(order, "call " + call);
      call++;
    }
    assertThat(call).as("deaths visited").isGreaterThan(8);
  }
}
