package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All orders over HTTP, as those who run the shop see them. */
@ExtendWith(Shop.Running.class)
class AdminOrdersTest {

  @Test
  @DisplayName("96: an admin finds an order by number and by buyer, and nobody else does")
  void an_admin_finds_an_order(Shop shop) {
    Client buyer = shop.accounts().buyer(1);
    Client admin = shop.accounts().admin();
    Answer order = Goods.order(buyer, Goods.offer(shop, 100, 5), 1, "tok_success").ok();
    String byNumber = "/v1/admin/orders?number=" + order.at("/number");
    Answer found = admin.get(byNumber).ok();
    assertThat(found.json().at("/orders")).hasSize(1);
    assertThat(found.json().at("/orders/0")).isEqualTo(order.json());
    Answer newest =
        admin
            .get(
                "/v1/admin/orders?pageSize=1&state=ORDER_STATE_PAID&createdAfter=2020-01-01T00:00:00Z&buyerId="
                    + order.at("/buyerId"))
            .ok();
    assertThat(newest.at("/orders/0/orderId")).isEqualTo(order.at("/orderId"));
    admin.get(byNumber + "&email=ada%40example.com").refused(400, "INVALID_FIELD");
    buyer.get(byNumber).refused(403, "ROLE_REQUIRED");
    shop.anonymous().get(byNumber).refused(401, "TOKEN_MISSING");
  }
}
