package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.souk.kit.error.Reason;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.v1.AdminOrderServiceGrpc;
import dev.souk.order.v1.AdminOrderServiceGrpc.AdminOrderServiceBlockingStub;
import dev.souk.order.v1.ListAllOrdersRequest;
import dev.souk.order.v1.ListAllOrdersResponse;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.PurchaseItem;
import dev.souk.order.world.OrderShop;
import dev.souk.order.world.Samples;
import io.grpc.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 96: the orders of everybody, as those who run the shop list them. */
class AdminOrdersTest {
  private static final String GUEST = "GGGGGGGGGGGGGGGGGGGGGG";

  @RegisterExtension static final OrderShop SHOP = new OrderShop();
  private static final List<Order> placed = new ArrayList<>();

  @BeforeAll
  static void place() {
    SHOP.world().shelves().put("HAT", "GBP", 1999, 1000);
    for (int i = 0; i < 6; i++) {
      placed.addFirst(buy(SHOP.user("usr_" + i % 2), "tok_success", ""));
    }
    placed.addFirst(buy(SHOP.guest(GUEST), "tok_success", "Ada@Example.com"));
    assertRefused(Reason.PAYMENT_DECLINED, () -> buy(SHOP.user("usr_0"), "tok_declined", ""));
  }

  private static Order buy(Channel buyer, String token, String email) {
    return OrderServiceGrpc.newBlockingStub(
            TestIdentity.withIdempotencyKey(buyer, UUID.randomUUID().toString()))
        .placeOrder(
            PlaceOrderRequest.newBuilder()
                .setEmail(email)
                .setShippingAddress(Samples.london())
                .setPayment(PaymentMethod.newBuilder().setToken(token))
                .addItems(PurchaseItem.newBuilder().setSku("HAT").setQuantity(1))
                .build())
        .toBuilder()
        .clearAccessToken()
        .build();
  }

  private static AdminOrderServiceBlockingStub admin() {
    return AdminOrderServiceGrpc.newBlockingStub(SHOP.admin());
  }

  private static ListAllOrdersRequest.Builder all() {
    return ListAllOrdersRequest.newBuilder();
  }

  private static List<Order> list(ListAllOrdersRequest.Builder request) {
    return admin().listAllOrders(request.build()).getOrdersList();
  }

  @Test
  @DisplayName("96: all orders, the refused ones too, newest first, page by page")
  void all_orders_newest_first() {
    List<Order> listed = list(all());
    assertThat(listed).hasSize(8);
    assertThat(listed.getFirst().getState()).isEqualTo(OrderState.ORDER_STATE_FAILED);
    assertThat(listed.subList(1, 8)).isEqualTo(placed);
    assertThat(listed).noneMatch(order -> !order.getAccessToken().isEmpty());

    List<Order> paged = new ArrayList<>();
    String token = "";
    do {
      ListAllOrdersResponse page =
          admin().listAllOrders(all().setPageSize(3).setPageToken(token).build());
      assertThat(page.getOrdersCount()).isBetween(1, 3);
      paged.addAll(page.getOrdersList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(paged).isEqualTo(listed);
  }

  @Test
  @DisplayName("96: each filter finds what it says, and two add up")
  void filters_find_what_they_say() {
    Order guests = placed.getFirst();
    assertThat(list(all().setBuyerId("usr_1")))
        .isEqualTo(placed.stream().filter(o -> o.getBuyerId().equals("usr_1")).toList());
    assertThat(list(all().setBuyerId("usr_0").setState(OrderState.ORDER_STATE_FAILED))).hasSize(1);
    assertThat(list(all().setState(OrderState.ORDER_STATE_PAID))).isEqualTo(placed);
    assertThat(list(all().setEmail("ada@example.COM"))).containsExactly(guests);
    assertThat(list(all().setEmail("ada"))).isEmpty();
    assertThat(list(all().setEmail("ada@example.com").setState(OrderState.ORDER_STATE_FAILED)))
        .isEmpty();
    assertThat(list(all().setBuyerId(guests.getBuyerId()))).containsExactly(guests);
    Order third = placed.get(2);
    assertThat(list(all().setNumber(third.getNumber().toLowerCase(Locale.ROOT))))
        .containsExactly(third);
    assertThat(list(all().setNumber("S-0000-0000"))).isEmpty();
    Timestamp from = placed.get(4).getCreateTime();
    Timestamp before = placed.get(1).getCreateTime();
    assertThat(list(all().setCreatedAfter(from).setCreatedBefore(before)))
        .isEqualTo(placed.subList(2, 5));
    assertThat(list(all().setCreatedAfter(from).setBuyerId("usr_1")))
        .isEqualTo(
            placed.subList(0, 5).stream().filter(o -> o.getBuyerId().equals("usr_1")).toList());
    assertThat(list(all().setCreatedAfter(Timestamps.MAX_VALUE))).isEmpty();
    assertThat(list(all().setCreatedBefore(Timestamps.MIN_VALUE))).isEmpty();
  }

  @Test
  @DisplayName("96: others are refused, and so is what cannot be asked")
  void others_are_refused() {
    AdminOrderServiceBlockingStub seller =
        AdminOrderServiceGrpc.newBlockingStub(SHOP.user("usr_seller", "ROLE_SELLER"));
    assertRefused(Reason.ROLE_REQUIRED, () -> seller.listAllOrders(all().build()));
    for (ListAllOrdersRequest.Builder wrong :
        List.of(
            all().setBuyerId("usr_1").setEmail("a@example.com"),
            all().setEmail("a@example.com").setNumber("S-0000-0000"),
            all()
                .setCreatedAfter(Timestamps.fromSeconds(2))
                .setCreatedBefore(Timestamps.fromSeconds(1)),
            all().setCreatedAfter(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)),
            all().setBuyerId("\0"),
            all().setPageSize(-1))) {
      assertRefused(Reason.INVALID_FIELD, () -> list(wrong));
    }
    String token = admin().listAllOrders(all().setPageSize(1).build()).getNextPageToken();
    assertRefused(
        Reason.PAGE_TOKEN_INVALID,
        () -> list(all().setState(OrderState.ORDER_STATE_PAID).setPageToken(token)));
    assertRefused(Reason.PAGE_TOKEN_INVALID, () -> list(all().setPageToken("x")));
  }
}
