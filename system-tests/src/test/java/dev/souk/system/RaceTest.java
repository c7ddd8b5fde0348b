package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many at once. */
@Order(4)
@ExtendWith(Shop.Running.class)
class RaceTest {
  private static final int BUYERS = 64;

  @Test
  void of_64_buyers_of_the_last_unit_one_gets_it(Shop shop) throws Exception {
    String sku = Goods.offer(shop, 1234, 1);
    List<Client> buyers = new ArrayList<>();
    for (int i = 0; i < BUYERS; i++) {
      Client buyer = shop.accounts().buyer(100 + i);
      buyer.delete("/v1/cart").ok();
      Goods.add(buyer, sku, 1).ok();
      buyers.add(buyer.withKey(UUID.randomUUID().toString()));
    }

    List<Answer> answers =
        atOnce(
            buyers.stream()
                .map(buyer -> (Callable<Answer>) () -> Goods.checkout(buyer, "tok_success"))
                .toList());

    List<Answer> paid = answers.stream().filter(answer -> answer.status() == 200).toList();
    assertThat(paid).hasSize(1);
    assertThat(paid.getFirst().at("/state")).isEqualTo("ORDER_STATE_PAID");
    answers.stream()
        .filter(answer -> answer.status() != 200)
        .forEach(answer -> answer.refused(400, "OUT_OF_STOCK"));
    assertThat(Goods.stock(shop, sku)).isEqualTo("0/0/0");
    for (int i = 0; i < BUYERS; i++) {
      int orders = buyers.get(i).get("/v1/orders").ok().json().at("/orders").size();
      assertThat(orders).isEqualTo(answers.get(i).status() == 200 ? 1 : 0);
    }
  }

  @Test
  void a_double_click_places_one_order(Shop shop) throws Exception {
    String sku = Goods.offer(shop, 500, 10);
    Client buyer = shop.accounts().buyer(2);
    buyer.delete("/v1/cart").ok();
    Goods.add(buyer, sku, 1).ok();
    Client once = buyer.withKey(UUID.randomUUID().toString());
    Callable<Answer> click = () -> Goods.checkout(once, "tok_success");
    List<Answer> answers = atOnce(List.of(click, click, click, click));
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.ok().at("/state")).isEqualTo("ORDER_STATE_PAID"));
    assertThat(answers.stream().map(answer -> answer.at("/orderId")).distinct()).hasSize(1);
    assertThat(Goods.stock(shop, sku)).isEqualTo("9/0/9");
  }

  @Test
  void concurrent_additions_to_one_cart_are_all_kept(Shop shop) throws Exception {
    String sku = Goods.offer(shop, 500, 0);
    Client buyer = shop.accounts().buyer(2);
    buyer.delete("/v1/cart").ok();
    Callable<Answer> add = () -> Goods.add(buyer, sku, 1).ok();
    atOnce(java.util.Collections.nCopies(32, add));
    assertThat(buyer.get("/v1/cart").ok().number("/totalQuantity")).isEqualTo(32);
    buyer.delete("/v1/cart").ok();
  }

  private static List<Answer> atOnce(List<Callable<Answer>> calls) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> call : threads.invokeAll(calls)) {
        answers.add(call.get());
      }
      return answers;
    }
  }
}
