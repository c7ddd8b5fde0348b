package dev.souk.order.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.kit.error.ApiException;
import dev.souk.order.domain.Order;
import dev.souk.order.world.Checkouts;
import dev.souk.order.world.Faults.Fault;
import dev.souk.order.world.Scenes;
import dev.souk.order.world.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills who processes a return at every call that it makes, and has somebody else go on. */
class ReturnCrashTest {
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

  /** An approved return of one of 2 x 19.99; three of five are left on the shelf. */
  private static Return approved() {
    Order order = shop.deliver(scenes.bought().orderId());
    return shop.returning(order, 1);
  }

  private static void processed(Return one) {
    if (shop.read(one).state() != ReturnState.REFUNDED) {
      shop.receive(one.returnId());
    }
    shop.refundReturn(one.returnId());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void wherever_it_dies_units_and_money_come_back_once(boolean byTheRunner) {
    int call = 1;
    boolean died = true;
    while (died) {
      Return one = approved();
      died = shop.crashes().killAt(call, () -> processed(one));
      scenes.goOn(byTheRunner);
      processed(one);
      shop.resume();
      requireDone(one, "call " + call);
      call++;
    }
    assertThat(call).as("deaths visited").isGreaterThan(10);
  }

  private static void requireDone(Return one, String where) {
    String sku = one.lines().getFirst().item().sku();
    assertThat(shop.world().shelves().onHand(sku)).as(where).isEqualTo(4);
    Order order = shop.ordersOf(one.userId()).getFirst();
    assertThat(shop.world().bank().kept(one.orderId()))
        .as(where)
        .isEqualTo(order.total().minorUnits() - 1999);
    assertThat(order.refunds()).as(where).hasSize(1);
    assertThat(shop.refundReturn(one.returnId()).state()).as(where).isEqualTo(ReturnState.REFUNDED);
    assertThat(shop.eventsOf(one.returnId())).as(where).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void a_stock_that_does_not_answer_is_restocked_later(Fault fault) {
    Return one = approved();
    shop.world().faults().plan(InventoryServiceGrpc.getRestockReturnMethod(), fault, LONG);
    assertThat(shop.receive(one.returnId()).state()).isEqualTo(ReturnState.RECEIVED);
    shop.world().faults().clear();
    shop.resume();
    assertThat(shop.world().shelves().onHand(one.lines().getFirst().item().sku())).isEqualTo(4);
  }

  @Test
  void an_order_can_be_returned_for_thirty_days_after_its_delivery() {
    Return one = approved();
    Order order = shop.ordersOf(one.userId()).getFirst();
    shop.clock().advance(Duration.ofDays(31));
    ApiException refusal = catchThrowableOfType(ApiException.class, () -> shop.returning(order, 1));
    assertThat(refusal.reason()).isEqualTo("RETURN_WINDOW_CLOSED");
    assertThat(refusal.variable("endTime"))
        .isEqualTo(order.history().getLast().time().plus(Duration.ofDays(30)).toString());
  }

  @Test
  void the_database_knows_the_same_transitions_as_the_code() {
    List<String> stored =
        shop.database()
            .run(sql ->
                sql.list(
                    "select from_state || ' ' || to_state from return_transition",
                    row -> row.getString(1)));
    List<String> coded =
        Arrays.stream(ReturnState.values())
            .flatMap(from -> from.next().stream().map(to -> from + " " + to))
            .toList();
    assertThat(stored).containsExactlyInAnyOrderElementsOf(coded);
  }
}
