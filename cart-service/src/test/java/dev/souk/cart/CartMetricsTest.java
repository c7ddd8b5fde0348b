package dev.souk.cart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.cart.v1.AddCartItemRequest;
import dev.souk.cart.v1.GetCartRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CartMetricsTest {
  private static String metrics(CartShop shop) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + shop.server.httpPort() + "/metrics");
      return http.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static String carts(String event, int times) {
    return "souk_carts_total{event=\"%s\",service=\"cart-service\"} %d.0".formatted(event, times);
  }

  @Test
  void carts_are_counted_as_they_begin_and_merge(@TempDir Path folder) throws Exception {
    try (CartShop shop = new CartShop(folder, java.util.Map.of())) {
      assertThat(metrics(shop))
          .contains(carts("created", 0), carts("merged", 0), carts("abandoned", 0));
      shop.prices.put("HAT-1", 1999L);
      AddCartItemRequest hat =
          AddCartItemRequest.newBuilder().setSku("HAT-1").setQuantity(1).build();
      String guest = "A".repeat(22);
      shop.guest(guest).addCartItem(hat);
      shop.guest(guest).addCartItem(hat);
      shop.carts("usr_1").addCartItem(hat);
      shop.carts("usr_1", guest).getCart(GetCartRequest.getDefaultInstance());

      assertThat(metrics(shop))
          .contains(carts("created", 2), carts("merged", 1), carts("abandoned", 0))
          .contains("souk_redis_connections{service=\"cart-service\",state=\"active\"}")
          .contains("cache_gets_total{cache=\"offers\",result=\"miss\",service=\"cart-service\"}");
    }
  }
}
