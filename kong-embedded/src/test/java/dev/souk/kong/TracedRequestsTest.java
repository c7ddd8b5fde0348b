package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.souk.kit.testing.ReceivedSpan;
import dev.souk.kit.testing.SpanCollector;
import dev.souk.kong.config.ConfigurationException;
import dev.souk.product.v1.Product;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spans of requests, as Kong makes them with {@code KONG_TRACING_INSTRUMENTATIONS=request}. */
class TracedRequestsTest {
  private static final String CALLER = "b7ad6b7169203331";

  @TempDir static Path redis;
  private static SpanCollector collector;
  private static Shop shop;

  @BeforeAll
  static void start() throws IOException {
    collector = SpanCollector.start(0);
    shop = new Shop(redis, options -> traced(options, "request", "1"));
    shop.backend.answer(Shop.PRODUCT_SERVICE + "GetProduct", call -> Product.getDefaultInstance());
    shop.backend.answer(
        Shop.PRODUCT_SERVICE + "GetProductBySku", call -> Product.getDefaultInstance());
  }

  @AfterAll
  static void stop() {
    shop.close();
    collector.close();
  }

  private static GatewayOptions traced(GatewayOptions options, String what, String rate) {
    Map<String, String> environment = new HashMap<>(Shop.ENVIRONMENT);
    environment.put("KONG_TRACING_INSTRUMENTATIONS", what);
    environment.put("KONG_TRACING_SAMPLING_RATE", rate);
    return options
        .withEnvironment(environment)
        .withAddress("otel-collector:4318", URI.create(collector.endpoint()).getAuthority());
  }

  private static ReceivedSpan spanOf(HttpResponse<String> response) {
    String trace = traceparent(response).split("-", -1)[1];
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(collector.spans(trace)).hasSize(1));
    return collector.spans(trace).getFirst();
  }

  private static String traceparent(HttpResponse<String> response) {
    return response.headers().firstValue("traceparent").orElseThrow();
  }

  @Test
  void the_service_s_span_will_be_part_of_the_request_s_and_that_of_the_client_s() {
    String trace = "0af7651916cd43dd8448eb211c80319c";

    HttpResponse<String> response =
        shop.send(
            shop.request("/v1/products:bySku?sku=HAT-1")
                .header("traceparent", "00-" + trace + "-" + CALLER + "-01"));

    ReceivedSpan span = spanOf(response);
    String passed = "00-" + trace + "-" + span.spanId() + "-01";
    assertThat(shop.backend.lastCall().header("traceparent")).contains(passed);
    assertThat(traceparent(response)).isEqualTo(passed);
    assertThat(span.parentId()).isEqualTo(CALLER);
    assertThat(span.service()).isEqualTo("souk-gateway");
    assertThat(span.name()).isEqualTo("kong");
    assertThat(span.attributes())
        .containsEntry("http.method", "GET")
        .containsEntry("http.status_code", "200")
        .containsEntry("http.route", "/v1/products")
        .containsEntry("http.url", "http://127.0.0.1:" + shop.kong.port() + "/v1/products:bySku");
    assertThat(collector.raw()).noneMatch(sent -> sent.contains("HAT-1"));
  }

  @Test
  void without_a_client_s_trace_the_request_begins_one() {
    HttpResponse<String> response =
        shop.send(shop.request("/v1/products/prd_1").header("traceparent", "junk"));

    ReceivedSpan span = spanOf(response);
    assertThat(span.parentId()).isEmpty();
    assertThat(traceparent(response))
        .isEqualTo("00-" + span.traceId() + "-" + span.spanId() + "-01");
    assertThat(shop.backend.lastCall().header("traceparent")).contains(traceparent(response));
  }

  @Test
  void a_refusal_has_a_span_too() {
    ReceivedSpan span = spanOf(shop.get("/v1/users/me"));

    assertThat(span.attributes()).containsEntry("http.status_code", "401");
  }

  @Test
  void a_client_can_ask_not_to_be_traced_but_not_to_be() throws IOException {
    String hidden = "1af7651916cd43dd8448eb211c80319c";
    HttpResponse<String> response =
        shop.send(
            shop.request("/v1/products/prd_1")
                .header("traceparent", "00-" + hidden + "-" + CALLER + "-00"));
    assertThat(traceparent(response)).startsWith("00-" + hidden).endsWith("-00");
    spanOf(shop.get("/v1/products/prd_1"));
    assertThat(collector.spans(hidden)).isEmpty();
  }

  @Test
  void the_rate_decides_whatever_the_client_says(@TempDir Path other) throws IOException {
    String wanted = "2af7651916cd43dd8448eb211c80319c";
    try (Shop rare = new Shop(other, options -> traced(options, "request", "0"))) {
      rare.backend.answer(
          Shop.PRODUCT_SERVICE + "GetProduct", call -> Product.getDefaultInstance());
      HttpResponse<String> response =
          rare.send(
              rare.request("/v1/products/prd_1")
                  .header("traceparent", "00-" + wanted + "-" + CALLER + "-01"));

      assertThat(traceparent(response)).startsWith("00-" + wanted).endsWith("-00");
      assertThat(rare.backend.lastCall().header("traceparent")).contains(traceparent(response));
    }
    assertThat(collector.spans(wanted)).isEmpty();
  }

  @Test
  void what_this_gateway_does_not_trace_stops_the_start() {
    for (List<String> wrong : List.of(List.of("all", "1"), List.of("request", "2"))) {
      GatewayOptions options = traced(GatewayOptions.defaults(), wrong.getFirst(), wrong.getLast());
      assertThatThrownBy(() -> EmbeddedKong.start(options))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("KONG_TRACING_");
    }
  }
}
