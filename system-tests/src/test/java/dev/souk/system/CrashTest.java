package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The whole stack ends as by kill -9 while orders are being placed, and is started again: every
 * order that was answered is there, none is stuck, the books agree.
 */
@Order(8)
@ExtendWith(Shop.Running.class)
class CrashTest {
  private static final int CRASHES = Boolean.getBoolean("souk.test.all") ? 5 : 2;
  private static final int BUYERS = 4;
  private static final int FIRST_BUYER = 300;
  private static final Duration SETTLED = Duration.ofSeconds(90);

  @Test
  void orders_survive_kill_9(Shop shop) throws Exception {
    shop.requireLocal();
    int stock = 1_000_000;
    String sku = Goods.offer(shop, 777, stock);
    Map<String, Long> paid = new HashMap<>();
    for (int crash = 1; crash <= CRASHES; crash++) {
      Map<String, Client> answered = placeUntilKilled(shop, sku, 3 * crash);
      shop.restart();
      answered.forEach((orderId, buyer) -> assertPaid(buyer, orderId));
      await("every order to be settled")
          .atMost(SETTLED)
          .untilAsserted(() -> assertThat(states(shop)).doesNotContainKey("ORDER_STATE_PENDING"));
      paid.putAll(unitsOfPaidOrders(shop));
      assertThat(paid.keySet()).containsAll(answered.keySet());
      shop.verify();
    }
    long sold = paid.values().stream().mapToLong(Long::longValue).sum();
    assertThat(Goods.stock(shop, sku)).isEqualTo((stock - sold) + "/0/" + (stock - sold));
  }

  /** Places orders from several buyers, and kills the stack after so many answers. */
  private static Map<String, Client> placeUntilKilled(Shop shop, String sku, int answersBeforeKill)
      throws Exception {
    Map<String, Client> answered = new ConcurrentHashMap<>();
    CountDownLatch enough = new CountDownLatch(answersBeforeKill);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> buyers = new ArrayList<>();
      for (int i = 0; i < BUYERS; i++) {
        Client buyer = shop.accounts().buyer(FIRST_BUYER + i);
        buyers.add(
            threads.submit(() -> {
              try {
                while (true) {
                  Answer order = place(buyer, sku);
                  answered.put(order.at("/orderId"), buyer);
                  enough.countDown();
                }
              } catch (IOException killed) {
                assertThat(enough.getCount()).as("killed too early: " + killed).isZero();
              }
            }));
      }
      enough.await();
      shop.kill();
      for (Future<?> buyer : buyers) {
        buyer.get();
      }
    }
    return answered;
  }

  private static Answer place(Client buyer, String sku) throws IOException {
    exchange(buyer, "POST", "/v1/cart/items", "{\"sku\": \"%s\", \"quantity\": 1}".formatted(sku));
    return exchange(
        buyer.withKey(UUID.randomUUID().toString()),
        "POST",
        "/v1/orders",
        "{" + Goods.CHECKOUT + "}");
  }

  /** An answer that is not 200 counts as killed: the gateway may outlive a service by a moment. */
  private static Answer exchange(Client buyer, String method, String path, String body)
      throws IOException {
    Answer answer = buyer.exchange(method, path, body);
    if (answer.status() != 200) {
      throw new IOException(answer.text());
    }
    return answer;
  }

  private static void assertPaid(Client buyer, String orderId) {
    Answer order = buyer.get("/v1/orders/" + orderId).ok();
    assertThat(order.at("/state")).isEqualTo("ORDER_STATE_PAID");
  }

  private static Map<String, Integer> states(Shop shop) {
    Map<String, Integer> states = new HashMap<>();
    orders(shop).forEach(order -> states.merge(order.path("state").asText(), 1, Integer::sum));
    return states;
  }

  private static Map<String, Long> unitsOfPaidOrders(Shop shop) {
    Map<String, Long> units = new HashMap<>();
    for (JsonNode order : orders(shop)) {
      assertThat(order.path("state").asText()).isEqualTo("ORDER_STATE_PAID");
      units.put(
          order.path("orderId").asText(), order.path("items").path(0).path("quantity").asLong());
    }
    return units;
  }

  private static List<JsonNode> orders(Shop shop) {
    List<JsonNode> orders = new ArrayList<>();
    for (int i = 0; i < BUYERS; i++) {
      String token = "";
      do {
        Answer page =
            shop.accounts()
                .buyer(FIRST_BUYER + i)
                .get("/v1/orders?pageSize=100&pageToken=" + token)
                .ok();
        page.json().at("/orders").forEach(orders::add);
        token = page.at("/nextPageToken");
      } while (!token.isEmpty());
    }
    return orders;
  }
}
