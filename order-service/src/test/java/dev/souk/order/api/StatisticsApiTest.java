package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.kit.sql.Database;
import dev.souk.order.store.PostgresStatistics;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.DayStatistics;
import dev.souk.order.v1.GetStatisticsRequest;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.ProductSales;
import dev.souk.order.v1.PurchaseItem;
import dev.souk.order.v1.Sales;
import dev.souk.order.v1.Statistics;
import dev.souk.order.v1.StatisticsServiceGrpc;
import dev.souk.order.v1.StatisticsServiceGrpc.StatisticsServiceBlockingStub;
import dev.souk.order.world.OrderShop;
import dev.souk.order.world.Samples;
import dev.souk.type.v1.Money;
import io.grpc.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 97: statistics as those who run the shop see them. */
class StatisticsApiTest {
  @RegisterExtension static final OrderShop SHOP = new OrderShop();
  private static Database database;

  @BeforeAll
  static void open() {
    database = SHOP.database();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void nothingWasSold() {
    database.run(sql ->
        sql.update("truncate orders, sales_day, product_day, outbox restart identity cascade"));
  }

  private StatisticsServiceBlockingStub admin() {
    return StatisticsServiceGrpc.newBlockingStub(SHOP.admin());
  }

  private Order buy(String user, String sku, int quantity) {
    Channel keyed = SHOP.keyed(user);
    return OrderServiceGrpc.newBlockingStub(keyed)
        .placeOrder(
            PlaceOrderRequest.newBuilder()
                .setShippingAddress(Samples.london())
                .setPayment(PaymentMethod.newBuilder().setToken("tok_success"))
                .addItems(PurchaseItem.newBuilder().setSku(sku).setQuantity(quantity))
                .build());
  }

  private void cancel(String user, Order order) {
    var _ =
        OrderServiceGrpc.newBlockingStub(SHOP.user(user))
            .cancelOrder(CancelOrderRequest.newBuilder().setOrderId(order.getOrderId()).build());
  }

  private static Money money(String currency, long minorUnits) {
    return Money.newBuilder().setCurrencyCode(currency).setMinorUnits(minorUnits).build();
  }

  @Test
  @DisplayName(
      "97: revenue is by currency, with what was paid back, the average, and what sold most")
  void revenue_is_by_currency() {
    SHOP.world().shelves().put("HAT", "GBP", 1000, 100);
    SHOP.world().shelves().put("SOCK", "GBP", 333, 100);
    SHOP.world().shelves().put("CAP", "JPY", 2500, 100);
    buy("usr_1", "HAT", 2);
    cancel("usr_1", buy("usr_1", "HAT", 1));
    buy("usr_2", "SOCK", 3);
    buy("usr_3", "CAP", 1);

    Statistics statistics = admin().getStatistics(GetStatisticsRequest.getDefaultInstance());

    Sales pounds =
        Sales.newBuilder()
            .setOrders(3)
            .setCancelledOrders(1)
            .setUnits(6)
            .setCancelledUnits(1)
            .setGross(money("GBP", 3999))
            .setRefunded(money("GBP", 1000))
            .setNet(money("GBP", 2999))
            .setAverageOrderValue(money("GBP", 1333))
            .build();
    Sales yen =
        Sales.newBuilder()
            .setOrders(1)
            .setUnits(1)
            .setGross(money("JPY", 2500))
            .setRefunded(money("JPY", 0))
            .setNet(money("JPY", 2500))
            .setAverageOrderValue(money("JPY", 2500))
            .build();
    assertThat(statistics.getTotalsList()).containsExactly(pounds, yen);
    assertThat(statistics.getDaysList())
        .flatExtracting(DayStatistics::getSalesList)
        .containsExactly(pounds, yen);
    assertThat(statistics.getDays(0).getDate()).isEqualTo(statistics.getEndDate());
    assertThat(statistics.getTopProductsList())
        .extracting(ProductSales::getProductId)
        .containsExactly("prd_HAT", "prd_SOCK", "prd_CAP");
    assertThat(statistics.getTopProducts(0).getName()).isEqualTo("Product HAT");
    assertThat(statistics.getTopProducts(0).getCancelledUnits()).isEqualTo(1);
    assertThat(statistics.getTopProducts(0).getRevenueList()).containsExactly(money("GBP", 3000));
    GetStatisticsRequest one = GetStatisticsRequest.newBuilder().setTopProducts(1).build();
    assertThat(admin().getStatistics(one).getTopProductsList())
        .isEqualTo(statistics.getTopProductsList().subList(0, 1));
    GetStatisticsRequest past =
        GetStatisticsRequest.newBuilder()
            .setStartDate("2020-01-01")
            .setEndDate("2020-12-31")
            .build();
    assertThat(admin().getStatistics(past))
        .isEqualTo(
            Statistics.newBuilder().setStartDate("2020-01-01").setEndDate("2020-12-31").build());
  }

  @Test
  @DisplayName("97: 64 orders at once, while sums are made, count once each and wait for nobody")
  void orders_at_once_count_once_each() throws Exception {
    SHOP.world().shelves().put("HAT", "GBP", 1000, 1000);
    PostgresStatistics statistics = new PostgresStatistics(database);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String user = "usr_" + i;
        boolean isCancelled = i % 4 == 0;
        running.add(
            threads.submit(() -> {
              Order order = buy(user, "HAT", 1);
              if (isCancelled) {
                cancel(user, order);
              }
            }));
        if (i % 8 == 0) {
          running.add(threads.submit(statistics::addUp));
        }
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    Statistics counted = admin().getStatistics(GetStatisticsRequest.getDefaultInstance());
    long orders =
        counted.getDaysList().stream().mapToLong(day -> day.getSales(0).getOrders()).sum();
    assertThat(orders).isEqualTo(64);
    assertThat(counted.getTotals(0).getCancelledOrders()).isEqualTo(16);
    assertThat(counted.getTotals(0).getNet()).isEqualTo(money("GBP", 48_000));
    statistics.addUp();
    assertThat(admin().getStatistics(GetStatisticsRequest.getDefaultInstance())).isEqualTo(counted);
  }

  @Test
  @DisplayName("97: only who runs the shop sees them, for days that are days")
  void only_who_runs_the_shop_sees_them() {
    StatisticsServiceBlockingStub customer =
        StatisticsServiceGrpc.newBlockingStub(SHOP.user("usr_1"));
    assertRefused(
        Reason.ROLE_REQUIRED,
        () -> customer.getStatistics(GetStatisticsRequest.getDefaultInstance()));
    for (String[] range :
        new String[][] {
          {"x", ""},
          {"2026-02-30", ""},
          {"", "22/11/2026"},
          {"2026-01-02", "2026-01-01"},
          {"2025-01-01", "2026-01-02"},
          {"\0", ""}
        }) {
      GetStatisticsRequest wrong =
          GetStatisticsRequest.newBuilder().setStartDate(range[0]).setEndDate(range[1]).build();
      assertRefused(Reason.INVALID_FIELD, () -> admin().getStatistics(wrong));
    }
    GetStatisticsRequest year =
        GetStatisticsRequest.newBuilder()
            .setStartDate("2025-01-01")
            .setEndDate("2026-01-01")
            .setTopProducts(1_000_000)
            .build();
    assertThat(admin().getStatistics(year).getStartDate()).isEqualTo("2025-01-01");
  }
}
