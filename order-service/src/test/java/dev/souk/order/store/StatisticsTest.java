package dev.souk.order.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.ApiException;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Sales;
import dev.souk.order.domain.SalesReport;
import dev.souk.order.domain.SalesReport.DaySales;
import dev.souk.order.world.Checkouts;
import dev.souk.order.world.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 97: what was added up is what a scan of all orders finds. */
class StatisticsTest {
  private static final LocalDate FIRST = LocalDate.parse("2000-01-01");
  private static final LocalDate LAST = LocalDate.parse("2999-12-31");

  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();
  private static Checkouts shop;
  private static PostgresStatistics statistics;

  @BeforeAll
  static void open() throws IOException {
    shop = new Checkouts(POSTGRES.open());
    statistics = new PostgresStatistics(shop.database());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  @DisplayName("97: after random histories the sums are those of a scan, added up or not")
  void the_sums_are_those_of_a_scan() {
    startDay();
    Random random = new Random(97);
    List<Order> paid = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      switch (random.nextInt(11)) {
        case 0, 1, 2, 3, 4 -> place(random, i).ifPresent(paid::add);
        case 5, 6 -> cancelOne(random, paid);
        case 7 -> deliverOne(random, paid);
        case 8 -> refundPart(random, paid, i);
        case 9 -> statistics.addUp();
        default -> shop.clock().advance(Duration.ofHours(random.nextInt(40)));
      }
    }
    List<DaySales> scanned = scan();
    assertThat(scanned).hasSizeGreaterThan(10);
    assertThat(scanned).anyMatch(day -> day.sales().cancelledOrders() > 0);
    assertThat(scanned).extracting(day -> day.sales().currency()).contains("EUR", "GBP");

    SalesReport before = statistics.report(FIRST, LAST, 100);
    assertThat(before.days()).isEqualTo(scanned);
    assertThat(before.topProducts()).isEqualTo(scanProducts(before));
    assertThat(revenues(before)).containsExactlyInAnyOrderElementsOf(scanRevenues());
    statistics.addUp();
    assertThat(waiting()).isZero();
    assertThat(statistics.report(FIRST, LAST, 100)).isEqualTo(before);
    statistics.addUp();
    assertThat(statistics.report(FIRST, LAST, 100)).isEqualTo(before);

    LocalDate day = scanned.get(scanned.size() / 2).day();
    assertThat(statistics.report(day, day, 1).days())
        .isNotEmpty()
        .isEqualTo(scanned.stream().filter(one -> one.day().equals(day)).toList());
    Sales all =
        scanned.stream()
            .map(DaySales::sales)
            .filter(s -> s.currency().equals("GBP"))
            .reduce(Sales::plus)
            .orElseThrow();
    assertThat(before.totals()).contains(all);
  }

  /** The next midnight, so that the histories fall on the same days whenever they are made. */
  private static void startDay() {
    Instant now = shop.clock().instant();
    shop.clock()
        .advance(Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS)));
  }

  private static Optional<Order> place(Random random, int number) {
    String user = "usr_" + number;
    String sku = "STAT-" + random.nextInt(6);
    shop.world()
        .shelves()
        .put(sku, random.nextInt(3) == 0 ? "EUR" : "GBP", 100 + random.nextInt(5000), 1000);
    shop.world().trolleys().add(user, sku, 1 + random.nextInt(4));
    boolean declined = random.nextInt(6) == 0;
    try {
      return Optional.of(shop.place(user, "k", declined ? "tok_declined" : "tok_success"));
    } catch (ApiException e) {
      assertThat(e.reason()).isEqualTo("PAYMENT_DECLINED");
      return Optional.empty();
    }
  }

  private static void cancelOne(Random random, List<Order> paid) {
    if (!paid.isEmpty()) {
      Order order = paid.remove(random.nextInt(paid.size()));
      assertThat(shop.cancel(order.userId(), order.orderId()).state())
          .isEqualTo(OrderState.CANCELLED);
    }
  }

  private static void refundPart(Random random, List<Order> paid, int number) {
    List<Order> pounds =
        paid.stream().filter(order -> order.total().currency().equals("GBP")).toList();
    if (!pounds.isEmpty()) {
      Order order = pounds.get(random.nextInt(pounds.size()));
      assertThat(shop.refund(order.orderId(), 1 + random.nextInt(10), "part" + number).refunds())
          .isNotEmpty();
    }
  }

  private static void deliverOne(Random random, List<Order> paid) {
    if (!paid.isEmpty()) {
      shop.deliver(paid.remove(random.nextInt(paid.size())).orderId());
    }
  }

  private static long waiting() {
    return shop.database()
        .run(sql ->
            sql.first("select count(*) from sales_change", row -> row.getLong(1)).orElseThrow());
  }

  /** Every order's history, from the beginning. */
  private static List<DaySales> scan() {
    return shop.database()
        .run(sql ->
            sql.list(
                """
                select day, currency, sum(orders) as orders, sum(cancelled_orders) as cancelled_orders, sum(units) as units,
                  sum(cancelled_units) as cancelled_units, sum(gross) as gross, sum(refunded) as refunded
                from (
                  select (time at time zone 'UTC')::date as day, currency,
                    (history.state = 'PAID')::integer as orders, (history.state = 'CANCELLED')::integer as cancelled_orders,
                    case history.state when 'PAID' then units else 0 end as units,
                    case history.state when 'CANCELLED' then units else 0 end as cancelled_units,
                    case history.state when 'PAID' then total else 0 end as gross, 0 as refunded
                  from order_history history join orders using (order_id)
                  join (select order_id, sum(quantity) as units from order_item group by order_id) lines using (order_id)
                  where history.state in ('PAID', 'CANCELLED')
                  union all
                  select (settle_time at time zone 'UTC')::date, currency, 0, 0, 0, 0, 0, amount
                  from refund join orders using (order_id) where refund.state = 'SUCCEEDED') happened
                group by day, currency order by day, currency
                """,
                row ->
                    new DaySales(
                        row.getObject("day", LocalDate.class),
                        new Sales(
                            row.getString("currency"),
                            row.getLong("orders"),
                            row.getLong("cancelled_orders"),
                            row.getLong("units"),
                            row.getLong("cancelled_units"),
                            row.getLong("gross"),
                            row.getLong("refunded")))));
  }

  /** The report's products with the figures of a scan. */
  private static List<SalesReport.ProductSales> scanProducts(SalesReport report) {
    return shop.database()
        .run(sql ->
            sql.list(
                """
                select product_id, sum(quantity) filter (where history.state = 'PAID') as units,
                  coalesce(sum(quantity) filter (where history.state = 'CANCELLED'), 0) as cancelled_units
                from order_history history join order_item using (order_id)
                where history.state in ('PAID', 'CANCELLED')
                group by product_id order by units desc, product_id
                """,
                row -> {
                  String id = row.getString("product_id");
                  SalesReport.ProductSales reported =
                      report.topProducts().stream()
                          .filter(product -> product.productId().equals(id))
                          .findFirst()
                          .orElseThrow();
                  return new SalesReport.ProductSales(
                      id,
                      reported.name(),
                      row.getLong("units"),
                      row.getLong("cancelled_units"),
                      reported.revenue());
                }));
  }

  private static List<String> revenues(SalesReport report) {
    return report.topProducts().stream()
        .flatMap(product ->
            product.revenue().stream()
                .map(sum -> product.productId() + ' ' + sum.currency() + ' ' + sum.minorUnits()))
        .toList();
  }

  private static List<String> scanRevenues() {
    return shop.database()
        .run(sql ->
            sql.list(
                """
                select product_id || ' ' || currency || ' ' || sum(line_total - item.discount)
                from order_history history join orders using (order_id) join order_item item using (order_id)
                where history.state = 'PAID' group by product_id, currency
                """,
                row -> row.getString(1)));
  }
}
