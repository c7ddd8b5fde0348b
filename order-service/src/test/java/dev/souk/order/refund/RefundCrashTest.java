package dev.souk.order.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.souk.kit.error.ApiException;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Refund;
import dev.souk.order.domain.RefundState;
import dev.souk.order.world.Checkouts;
import dev.souk.order.world.Faults.Fault;
import dev.souk.order.world.Scenes;
import dev.souk.order.world.TestPostgres;
import dev.souk.payment.v1.PaymentServiceGrpc;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills who pays a refund at every call that it makes, and has somebody else go on. */
class RefundCrashTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();
  private static final int LONG = 1000;
  private static Checkouts shop;
  private static Scenes scenes;

  @BeforeAll
  static void open() throws IOException {
    shop = new Checkouts(POSTGRES.open());
    scenes = new Scenes(shop);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  /** A delivered order of 2 x 19.99. */
  private static Order delivered() {
    return shop.deliver(scenes.bought().orderId());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void wherever_it_dies_the_refund_is_paid_once(boolean byTheRunner) {
    int call = 1;
    boolean died = true;
    while (died) {
      Order order = delivered();
      died = shop.crashes().killAt(call, () -> shop.refund(order.orderId(), 700, "refund"));
      scenes.goOn(byTheRunner);
      Order paidBack = shop.refund(order.orderId(), 700, "refund");
      shop.resume();
      String where = "call " + call;
      assertThat(paidBack.refunds())
          .as(where)
          .singleElement()
          .extracting(Refund::state)
          .isEqualTo(RefundState.SUCCEEDED);
      assertThat(shop.world().bank().kept(order.orderId()))
          .as(where)
          .isEqualTo(order.total().minorUnits() - 700);
      assertThat(shop.eventsOf(paidBack.refunds().getFirst().refundId())).as(where).isEqualTo(1);
      call++;
    }
    assertThat(call).as("deaths visited").isGreaterThan(5);
  }

  @Test
  void wherever_it_dies_the_last_refund_ends_the_order_once() {
    int call = 1;
    boolean died = true;
    while (died) {
      Order order = delivered();
      long total = order.total().minorUnits();
      died = shop.crashes().killAt(call, () -> shop.refund(order.orderId(), total, "all"));
      shop.resume();
      Order end = shop.refund(order.orderId(), total, "all");
      assertThat(end.state()).as("call " + call).isEqualTo(OrderState.REFUNDED);
      assertThat(end.history()).hasSize(order.history().size() + 1);
      assertThat(shop.world().bank().kept(order.orderId())).isZero();
      call++;
    }
  }

  @Test
  void wherever_a_cancellation_after_a_refund_dies_everything_is_paid_back_once() {
    int call = 1;
    boolean died = true;
    while (died) {
      Order order = scenes.bought();
      shop.refund(order.orderId(), 700, "refund");
      died = shop.crashes().killAt(call, () -> shop.cancel(order.userId(), order.orderId()));
      shop.resume();
      Order end = shop.cancel(order.userId(), order.orderId());
      assertThat(end.state()).as("call " + call).isEqualTo(OrderState.CANCELLED);
      assertThat(end.refunds())
          .extracting(refund -> refund.amount().minorUnits())
          .containsExactly(700L, order.total().minorUnits() - 700);
      assertThat(shop.world().bank().kept(order.orderId())).as("call " + call).isZero();
      call++;
    }
    assertThat(call).as("deaths visited").isGreaterThan(5);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void a_refund_whose_outcome_is_not_known_is_brought_to_its_end(Fault fault) {
    Order order = delivered();
    shop.world().faults().plan(PaymentServiceGrpc.getRefundPaymentMethod(), fault, LONG);
    Order pending = shop.refund(order.orderId(), 700, "refund");
    assertThat(pending.refunds()).extracting(Refund::state).containsExactly(RefundState.PENDING);
    assertThat(pending.left().minorUnits()).isEqualTo(order.total().minorUnits() - 700);
    shop.world().faults().clear();
    shop.resume();
    assertThat(scenes.read(order).refunds())
        .extracting(Refund::state)
        .containsExactly(RefundState.SUCCEEDED);
    assertThat(shop.world().bank().kept(order.orderId()))
        .isEqualTo(order.total().minorUnits() - 700);
  }

  @Test
  void a_cancellation_waits_for_a_refund_that_is_not_known() {
    Order order = scenes.bought();
    shop.world().bank().holdRefunds(order.orderId());
    shop.refund(order.orderId(), 700, "refund");
    assertThat(shop.cancel(order.userId(), order.orderId()).state())
        .isEqualTo(OrderState.CANCELLING);
    shop.world().bank().allowRefunds();
    shop.world().bank().declineRefunds(order.orderId());
    shop.resume();
    Order end = scenes.read(order);
    assertThat(end.state()).isEqualTo(OrderState.CANCELLED);
    assertThat(end.refunds())
        .extracting(Refund::state)
        .containsExactlyInAnyOrder(RefundState.FAILED, RefundState.SUCCEEDED);
    assertThat(shop.world().bank().kept(order.orderId())).isZero();
  }

  @Test
  void the_database_refuses_more_than_was_paid_and_any_change_of_what_was() {
    Order order = shop.refund(delivered().orderId(), 700, "refund");
    String refundId = order.refunds().getFirst().refundId();
    String row =
        "insert into refund values"
            + " ('ref_x', '%s', 'PENDING', %d, '', 'me', null, '', now(), null)";
    for (String change :
        List.of(
            row.formatted(order.orderId(), order.left().minorUnits() + 1),
            row.formatted(order.orderId(), 0),
            "update refund set amount = 1 where refund_id = '" + refundId + "'",
            "update refund set state = 'PENDING', settle_time = null where refund_id = '"
                + refundId
                + "'",
            "insert into item_back values ('x', '%s', '%s', 3, 0)"
                .formatted(order.orderId(), order.items().getFirst().sku()),
            "insert into item_back values ('x', '%s', '%s', 1, 9999)"
                .formatted(order.orderId(), order.items().getFirst().sku()),
            "insert into item_back values ('x', '%s', 'NONE', 1, 0)".formatted(order.orderId()))) {
      assertThat(catching(change)).as(change).isNotNull();
    }
    assertThat(catching(row.formatted(order.orderId(), order.left().minorUnits()))).isNull();
  }

  private static @Nullable Throwable catching(String change) {
    return catchThrowable(() -> shop.database().run(sql -> sql.update(change)));
  }

  @Test
  void a_refund_that_exceeds_what_is_left_is_refused_and_stays_refused() {
    Order order = delivered();
    long total = order.total().minorUnits();
    for (int i = 0; i < 2; i++) {
      assertThat(
              catchThrowableOfType(
                      ApiException.class, () -> shop.refund(order.orderId(), total + 1, "too much"))
                  .variable("left"))
          .isEqualTo(Long.toString(total));
    }
    assertThat(scenes.read(order).refunds()).isEmpty();
  }
}
