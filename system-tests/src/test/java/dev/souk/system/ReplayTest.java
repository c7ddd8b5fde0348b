package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.system.retail.Invoices;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Real invoices through the checkout: to the penny what an independent sum gives, and stock
 * afterwards is what was there and was put in, less what was sold.
 */
@Order(7)
@ExtendWith(Shop.Running.class)
class ReplayTest {
  private static final int INVOICES = Boolean.getBoolean("souk.test.all") ? 1000 : 100;
  private static final int BUYERS = 8;
  private static final int FIRST_BUYER = 200;

  @Test
  void real_invoices_cost_what_they_should_and_move_the_stock_they_should(Shop shop)
      throws Exception {
    Map<String, BigDecimal> prices = catalogPrices(shop);
    assertThat(prices.size()).isGreaterThanOrEqualTo(2000);
    List<Map<String, Integer>> invoices = sellable(prices);
    assertThat(invoices).hasSize(INVOICES);

    Map<String, Integer> sold = new TreeMap<>();
    invoices.forEach(
        invoice -> invoice.forEach((sku, quantity) -> sold.merge(sku, quantity, Math::addExact)));
    Map<String, Long> before = putIn(shop, sold);

    IdentityHashMap<Map<String, Integer>, Answer> orders = place(shop, invoices);

    assertThat(orders).hasSize(INVOICES);
    orders.forEach((invoice, order) -> assertCosts(invoice, order, prices));
    sold.forEach((sku, quantity) ->
        assertThat(Goods.stock(shop, sku))
            .as(sku)
            .isEqualTo(level(before.getOrDefault(sku, 0L) - quantity)));
    shop.verify();
  }

  private static void assertCosts(
      Map<String, Integer> invoice, Answer order, Map<String, BigDecimal> prices) {
    BigDecimal expected = BigDecimal.ZERO;
    for (Map.Entry<String, Integer> line : invoice.entrySet()) {
      BigDecimal price = java.util.Objects.requireNonNull(prices.get(line.getKey()));
      expected = expected.add(price.multiply(BigDecimal.valueOf(line.getValue())));
    }
    assertThat(order.at("/state")).as(order.text()).isEqualTo("ORDER_STATE_PAID");
    assertThat(new BigDecimal(order.at("/subtotal/minorUnits")).movePointLeft(2))
        .as(order.text())
        .isEqualByComparingTo(expected);
    assertThat(order.json().at("/items")).hasSize(invoice.size());
  }

  private static String level(long onHand) {
    return onHand + "/0/" + onHand;
  }

  private static Map<String, BigDecimal> catalogPrices(Shop shop) {
    Map<String, BigDecimal> prices = new HashMap<>();
    String token = "";
    do {
      Answer page = shop.anonymous().get("/v1/products?pageSize=100&pageToken=" + token).ok();
      for (JsonNode product : page.json().at("/products")) {
        JsonNode variant = product.path("variants").path(0);
        prices.put(
            variant.path("sku").asText(),
            new BigDecimal(variant.path("price").path("minorUnits").asText()).movePointLeft(2));
      }
      token = page.at("/nextPageToken");
    } while (!token.isEmpty());
    return prices;
  }

  /** The first invoices of which every code is in the catalog and every line within the limits. */
  private static List<Map<String, Integer>> sellable(Map<String, BigDecimal> prices) {
    return Invoices.read().values().stream()
        .filter(invoice -> prices.keySet().containsAll(invoice.keySet()))
        .filter(invoice -> invoice.values().stream().allMatch(quantity -> quantity <= 10_000))
        .limit(INVOICES)
        .toList();
  }

  /** Puts in what will be sold; what is on hand then, by SKU. */
  private static Map<String, Long> putIn(Shop shop, Map<String, Integer> quantities)
      throws Exception {
    Map<String, Long> onHand = new ConcurrentHashMap<>();
    inParallel(
        List.copyOf(quantities.entrySet()),
        (worker, line) -> {
          Goods.adjust(shop, line.getKey(), line.getValue());
          onHand.put(
              line.getKey(),
              shop.anonymous().get("/v1/inventory/" + line.getKey()).ok().number("/onHand"));
        });
    return onHand;
  }

  private static IdentityHashMap<Map<String, Integer>, Answer> place(
      Shop shop, List<Map<String, Integer>> invoices) throws Exception {
    IdentityHashMap<Map<String, Integer>, Answer> orders = new IdentityHashMap<>();
    inParallel(
        invoices,
        (worker, invoice) -> {
          Client buyer = shop.accounts().buyer(FIRST_BUYER + worker);
          invoice.forEach((sku, quantity) -> Goods.add(buyer, sku, quantity).ok());
          Answer order =
              Goods.checkout(buyer.withKey(UUID.randomUUID().toString()), "tok_success").ok();
          synchronized (orders) {
            orders.put(invoice, order);
          }
        });
    return orders;
  }

  private static <T> void inParallel(List<T> work, Step<T> step) throws Exception {
    ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>(work);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < BUYERS; i++) {
        int worker = i;
        workers.add(
            threads.submit(() -> {
              for (T next = queue.poll(); next != null; next = queue.poll()) {
                step.take(worker, next);
              }
            }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    }
  }

  @FunctionalInterface
  private interface Step<T> {
    void take(int worker, T item);
  }
}
