package dev.souk.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.crash.Boundary.Crossing;
import dev.souk.system.crash.Boundary.Moment;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An instance of order-service is killed with kill -9 right before and right after every call that
 * an order needs. Its buyers repeat their requests at the next instance: each order is there once,
 * each buyer was charged once, each cancelled order was paid back once, and who was refused paid
 * nothing.
 */
@Order(7)
@ExtendWith(Shop.Running.class)
class OrderProcessCrashTest {
  private static final boolean ALL = Boolean.getBoolean("souk.test.all");
  private static final int AT_ONCE = ALL ? 10 : 1;
  private static final int FIRST_BUYER = 700;
  private static final int STOCK = 100_000;

  @Test
  void wherever_the_process_dies_a_buyer_is_charged_once(Shop shop) throws Exception {
    shop.requireLocal();
    String sku = Goods.offer(shop, 777, STOCK);
    List<Customer> customers =
        IntStream.range(FIRST_BUYER, FIRST_BUYER + AT_ONCE)
            .mapToObj(number -> new Customer(shop, number, sku))
            .toList();
    Customer scout = customers.getFirst();
    int deaths = 0;
    try (Boundary boundary = new Boundary(shop);
        Processes processes = new Processes(shop, boundary)) {
      scout.fillCart();
      scout.placeUntilPaid(processes.current());
      for (Crossing crossing : crossings(boundary)) {
        each(customers, Customer::fillCart);
        processes.killAt(crossing);
        each(customers, customer -> customer.place(processes.current()));
        processes.replaceDead(crossing);
        each(customers, customer -> customer.placeUntilPaid(processes.current()));
        deaths++;
      }
      boundary.crossed();
      scout.cancelUntilCancelled(processes.current());
      for (Crossing crossing : crossings(boundary)) {
        each(customers, Customer::fillCart);
        each(customers, customer -> customer.placeUntilPaid(processes.current()));
        processes.killAt(crossing);
        each(customers, customer -> customer.cancel(processes.current()));
        processes.replaceDead(crossing);
        each(customers, customer -> customer.cancelUntilCancelled(processes.current()));
        deaths++;
      }
      if (ALL) {
        boundary.crossed();
        scout.refillCart();
        scout.placeUntilDeclined(processes.current());
        for (Crossing crossing : crossings(boundary)) {
          each(customers, Customer::refillCart);
          processes.killAt(crossing);
          each(customers, customer -> customer.placeDeclined(processes.current()));
          processes.replaceDead(crossing);
          each(customers, customer -> customer.placeUntilDeclined(processes.current()));
          deaths++;
        }
      }
    }
    assertThat(deaths).isGreaterThanOrEqualTo(ALL ? 28 : 20);
    int kept = 0;
    for (Customer customer : customers) {
      kept += customer.requireOrdersOnce();
    }
    assertThat(Goods.stock(shop, sku)).isEqualTo((STOCK - kept) + "/0/" + (STOCK - kept));
    shop.verify();
  }

  /** All at the same time. */
  private static void each(List<Customer> customers, Consumer<Customer> deed) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> deeds = new ArrayList<>();
      customers.forEach(customer -> deeds.add(threads.submit(() -> deed.accept(customer))));
      for (Future<?> done : deeds) {
        done.get();
      }
    }
  }

  /** Every call that was made, twice: a process may die before it and after it. */
  private static List<Crossing> crossings(Boundary boundary) {
    Map<String, Integer> occurrences = new HashMap<>();
    List<Crossing> crossings = new ArrayList<>();
    for (String method : boundary.crossed()) {
      int occurrence = occurrences.merge(method, 1, Integer::sum);
      for (Moment moment : Moment.values()) {
        crossings.add(new Crossing(method, occurrence, moment));
      }
    }
    return crossings;
  }
}
