package dev.souk.order.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.RefundOrderRequest;
import dev.souk.order.v1.RefundServiceGrpc;
import dev.souk.order.world.ShopCounter;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to orders is counted where Prometheus looks. */
class OrderMetricsTest {
  private static final String SKU = "COUNTED-1";
  @RegisterExtension static final ShopCounter SHOP = new ShopCounter();

  @BeforeEach
  void put_goods_on_the_shelf() {
    SHOP.world().shelves().put(SKU, "GBP", 1000, 1000);
  }

  @Test
  void orders_money_and_steps_are_counted_from_zero() throws Exception {
    assertThat(value("souk_orders_total{service=\"order-service\",state=\"failed\"}")).isZero();
    assertThat(value("souk_revenue_minor_units_total{currency=\"GBP\",service=\"order-service\"}"))
        .isZero();

    Order paid = SHOP.buy("usr_counted", "tok_success", Map.of(SKU, 2));
    double total = (double) paid.getTotal().getMinorUnits();
    assertThatThrownBy(() -> SHOP.buy("usr_counted", "tok_declined", Map.of(SKU, 1)))
        .isInstanceOf(StatusRuntimeException.class);
    Order second = SHOP.buy("usr_counted", "tok_success", Map.of(SKU, 2));
    SHOP.deliver(paid.getOrderId());
    RefundServiceGrpc.newBlockingStub(TestIdentity.withIdempotencyKey(SHOP.admin(), "all"))
        .refundOrder(
            RefundOrderRequest.newBuilder()
                .setOrderId(paid.getOrderId())
                .setReason("torn")
                .build());
    SHOP.cancel(second.getOrderId());

    Map<String, Double> states =
        Map.of(
            "pending",
            3.0,
            "paid",
            2.0,
            "failed",
            1.0,
            "packed",
            1.0,
            "shipped",
            1.0,
            "delivered",
            1.0,
            "refunded",
            1.0,
            "cancelling",
            1.0,
            "cancelled",
            1.0);
    for (var state : states.entrySet()) {
      assertThat(
              value(
                  "souk_orders_total{service=\"order-service\",state=\"%s\"}"
                      .formatted(state.getKey())))
          .as(state.getKey())
          .isEqualTo(state.getValue());
    }
    assertThat(
            value(
                "souk_orders_failed_total{reason=\"PAYMENT_DECLINED\",service=\"order-service\"}"))
        .isEqualTo(1);
    assertThat(value("souk_refunds_total{outcome=\"succeeded\",service=\"order-service\"}"))
        .isEqualTo(1);
    assertThat(value("souk_revenue_minor_units_total{currency=\"GBP\",service=\"order-service\"}"))
        .isEqualTo(2 * total);
    assertThat(value("souk_refunded_minor_units_total{currency=\"GBP\",service=\"order-service\"}"))
        .isEqualTo(2 * total);
    assertThat(steps("capture", "done")).isEqualTo(2);
    assertThat(steps("authorize", "refused")).isEqualTo(1);
    assertThat(steps("restock", "done")).isEqualTo(1);
    assertThat(value("souk_refusals_total{reason=\"PAYMENT_DECLINED\",service=\"order-service\"}"))
        .isEqualTo(1);
    assertThat(value("hikaricp_connections_max{pool=\"order-service\",service=\"order-service\"}"))
        .isEqualTo(16);
  }

  private static double steps(String step, String outcome) throws Exception {
    return value(
        "souk_saga_step_seconds_count{outcome=\"%s\",service=\"order-service\",step=\"%s\"}"
            .formatted(outcome, step));
  }

  /** The value of a series that must be there. */
  private static double value(String series) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + SHOP.shop().server().httpPort() + "/metrics");
      String text =
          http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      return text.lines()
          .filter(line -> line.startsWith(series + " "))
          .findFirst()
          .map(line -> Double.parseDouble(line.substring(series.length() + 1)))
          .orElseThrow(() -> new AssertionError("there is no " + series + " in\n" + text));
    }
  }
}
