package dev.souk.order.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.sql.StoreException;
import dev.souk.order.domain.HistoryEntry;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.world.Checkouts;
import dev.souk.order.world.TestPostgres;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database refuses, whatever the code does. */
class ConstraintsTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();
  private static Checkouts shop;
  private static Order order;

  @BeforeAll
  static void placeAnOrder() throws IOException {
    shop = new Checkouts(POSTGRES.open());
    shop.world().shelves().put("HAT", "GBP", 100, 10);
    shop.world().trolleys().add("usr_1", "HAT", 2);
    order = shop.place("usr_1", "k", "tok_success");
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update orders set total = total + 1",
        "update orders set subtotal = subtotal + 1, total = total + 1",
        "update orders set discount = -1, total = total + 1",
        "update orders set tax = tax + 1",
        "update orders set shipping_tax = 1",
        "update orders set discount = 1, total = total - 1",
        "update orders set shipping = -1, total = total - 1",
        "update orders set delivery_latest = null",
        "update orders set delivery_latest = delivery_earliest - 1",
        "update orders set state = 'SHIPPED'",
        "update orders set state = 'NONSENSE', version = 3",
        "update orders set payment_id = null",
        "update order_item set quantity = 1",
        "delete from order_item",
        "update order_history set actor = 'me'",
        "update order_history set reason = ''",
        "update orders set erase_time = now()",
        "update orders set erase_time = now(), shipping_address = '{}', billing_address = '{}'",
        "delete from order_history",
        "insert into order_item values ('ORDER', 1, 'HAT', 'p', 'n', 0, 1, 0)",
        "insert into order_item values ('ORDER', 1, 'HAT', 'p', 'n', 1, 1, 1)",
        "insert into order_item values ('ORDER', 1, 'CAP', 'p', 'n', 2, 1, 1)",
        "insert into order_item values ('ORDER', 1, 'CAP', 'p', 'n', 1, 1, 1)",
        "insert into order_item values ('ORDER', 1, 'CAP', 'p', 'n', 1, 0, 0, 1)",
        "insert into order_item values ('ORDER', 1, 'CAP', 'p', 'n', 1, 0, 0, -1)",
        "insert into order_item values ('ORDER', 1, 'CAP', 'p', 'n', 1, 0, 0, 0, 'VAT', 20, 1)",
        "insert into order_history values ('ORDER', 3, 'DELIVERED', 2, 'PAID', now(), 'a', '')",
        "insert into order_history values ('ORDER', 3, 'PAID', 1, 'PENDING', now(), 'a', '')",
        "insert into order_history values ('ORDER', 3, 'CANCELLED', 2, 'CANCELLING', now(), 'a',"
            + " '')",
        "insert into order_history values ('ORDER', 1, 'PENDING', null, null, now(), 'a', '')",
        "insert into order_saga values ('ORDER', 'PLACEMENT', 'DONE', null, null, 0, 1, null,"
            + " now())",
        "insert into order_saga values ('ORDER', 'CANCELLATION', 'CAPTURE', null, null, 0, 1, 'o',"
            + " now())",
        "update order_saga set payment_token = 'tok'",
        "insert into idempotency_key values ('usr_1', 'PlaceOrder', 'k', 'h', 'ORDER', null,"
            + " now())",
        "insert into idempotency_key values ('usr_1', 'PlaceOrder', 'z', 'h', null, null, now())",
      })
  void a_change_that_breaks_a_rule_is_refused(String change) {
    String statement = change.replace("ORDER'", order.orderId() + "'");
    assertThatThrownBy(() -> shop.database().run(sql -> sql.update(statement)))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void the_database_knows_the_same_transitions_as_the_code() {
    List<String> stored =
        shop.database()
            .run(sql ->
                sql.list(
                    "select from_state || ' ' || to_state from order_transition",
                    row -> row.getString(1)));
    List<String> coded =
        Arrays.stream(OrderState.values())
            .flatMap(from -> from.next().stream().map(to -> from + " " + to))
            .toList();
    assertThat(stored).containsExactlyInAnyOrderElementsOf(coded);
  }

  @Test
  void every_change_of_state_is_either_in_the_table_or_refused() {
    for (OrderState from : OrderState.values()) {
      for (OrderState to : OrderState.values()) {
        Order there = in(from);
        HistoryEntry entry = new HistoryEntry(to, Instant.now(), "me", "");
        if (from.next().contains(to)) {
          assertThat(there.become(entry).state()).isEqualTo(to);
        } else {
          assertThatThrownBy(() -> there.become(entry))
              .isInstanceOf(ApiException.class)
              .hasMessageContaining(from.name());
        }
      }
    }
  }

  private static Order in(OrderState state) {
    return new Order(
        order.orderId(),
        order.number(),
        order.userId(),
        order.items(),
        order.totals(),
        order.terms(),
        order.shippingAddress(),
        order.billingAddress(),
        order.paymentId(),
        order.shipment(),
        List.of(new HistoryEntry(state, Instant.now(), "me", "")),
        List.of());
  }
}
