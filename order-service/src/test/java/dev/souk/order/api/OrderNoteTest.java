package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.Reason;
import dev.souk.kit.sql.Database;
import dev.souk.order.v1.CreateOrderNoteRequest;
import dev.souk.order.v1.EraseUserRequest;
import dev.souk.order.v1.ListOrderNotesRequest;
import dev.souk.order.v1.ListOrderNotesResponse;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderNote;
import dev.souk.order.v1.OrderNoteServiceGrpc;
import dev.souk.order.v1.OrderNoteServiceGrpc.OrderNoteServiceBlockingStub;
import dev.souk.order.v1.UserDataServiceGrpc;
import dev.souk.order.world.ShopCounter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What administrators tell each other about orders. */
class OrderNoteTest {
  @RegisterExtension static final ShopCounter SHOP = new ShopCounter();

  @BeforeAll
  static void offer() {
    SHOP.world().shelves().put("NOTED", "GBP", 1000, 100);
  }

  @Test
  void notes_are_added_and_listed_in_their_order_by_admins_alone() {
    String order = buy("usr_noted");
    OrderNote first = note(order, "rang, nobody there");
    OrderNote second = note(order, "rang again");
    OrderNote third = note(order, "sent a letter");
    assertThat(first.getAuthor()).isEqualTo("usr_admin");
    assertThat(first.hasCreateTime()).isTrue();
    ListOrderNotesResponse page = list(order, "");
    assertThat(page.getNotesList()).containsExactly(first, second);
    assertThat(list(order, page.getNextPageToken()).getNotesList()).containsExactly(third);
    assertThat(list(buy("usr_noted"), "").getNotesList()).isEmpty();

    OrderNoteServiceBlockingStub buyer =
        OrderNoteServiceGrpc.newBlockingStub(SHOP.user("usr_noted"));
    assertRefused(
        Reason.ROLE_REQUIRED,
        () -> buyer.listOrderNotes(ListOrderNotesRequest.newBuilder().setOrderId(order).build()));
    assertThat(SHOP.read(order).toString()).doesNotContain("rang");
  }

  @Test
  void what_makes_no_sense_is_refused() {
    String order = buy("usr_else");
    for (String wrong : new String[] {"", "x".repeat(2001), "a\0b"}) {
      assertRefused(Reason.INVALID_FIELD, () -> note(order, wrong));
    }
    for (String unknown : new String[] {"", "ord_1", "ord_01jd8m3q4ref7vd8z8p4v6k1nc"}) {
      assertRefused(Reason.RESOURCE_NOT_FOUND, () -> note(unknown, "hello"));
      assertRefused(Reason.RESOURCE_NOT_FOUND, () -> list(unknown, ""));
    }
    assertRefused(Reason.PAGE_TOKEN_INVALID, () -> list(order, "nonsense"));
  }

  @Test
  void notes_never_change_until_the_buyer_is_erased() throws SQLException {
    String order = buy("usr_erased");
    OrderNote note = note(order, "lives above the shop");
    try (Database database = SHOP.shop().database();
        Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String change :
          new String[] {
            "update order_note set text = 'else'",
            "update order_note set text = ''",
            "delete from order_note"
          }) {
        assertThatThrownBy(() -> statement.execute(change)).isInstanceOf(SQLException.class);
      }
    }
    SHOP.deliver(order);
    var _ =
        UserDataServiceGrpc.newBlockingStub(SHOP.shop().service("user-service"))
            .eraseUser(EraseUserRequest.newBuilder().setUserId("usr_erased").build());
    assertThat(list(order, "").getNotesList())
        .containsExactly(note.toBuilder().setText("").build());
  }

  private static String buy(String userId) {
    Order order = SHOP.buy(userId, "tok_success", Map.of("NOTED", 1));
    return order.getOrderId();
  }

  private static OrderNoteServiceBlockingStub admin() {
    return OrderNoteServiceGrpc.newBlockingStub(SHOP.admin());
  }

  private static OrderNote note(String orderId, String text) {
    return admin()
        .createOrderNote(
            CreateOrderNoteRequest.newBuilder().setOrderId(orderId).setText(text).build());
  }

  private static ListOrderNotesResponse list(String orderId, String pageToken) {
    return admin()
        .listOrderNotes(
            ListOrderNotesRequest.newBuilder()
                .setOrderId(orderId)
                .setPageSize(2)
                .setPageToken(pageToken)
                .build());
  }
}
