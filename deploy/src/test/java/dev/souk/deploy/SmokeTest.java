package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Row 137: what a shop must do for {@code .ci/smoke.mjs} to let a version go on to production. That
 * the real one does it is shown by the system tests.
 */
class SmokeTest {
  @TempDir Path folder;
  private final FakeGateway gateway = FakeGateway.start();

  @BeforeEach
  void sell() {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "node")));
    assumeTrue(installed || Boolean.getBoolean("souk.test.all"), "needs node");
    gateway.answer("GET /v1/status", "{\"status\": \"UP\"}");
    gateway.answer(
        "GET /v1/products",
        """
        {"products": [{"variants": [{"sku": "GONE-1", "available": 0}]},
          {"variants": [{"sku": "HAT-1", "available": 3}]}]}
        """);
    gateway.answer("POST /v1/auth/register", "{\"accessToken\": \"token\"}");
    gateway.answer("GET /v1/cart", "{\"items\": []}");
    gateway.answer("POST /v1/cart/items", "{\"items\": [{\"sku\": \"HAT-1\"}]}");
    gateway.answer("POST /v1/orders", "{\"orderId\": \"ord_1\", \"state\": \"ORDER_STATE_PAID\"}");
    gateway.answer("POST /v1/orders/ord_1:cancel", "{\"state\": \"ORDER_STATE_CANCELLED\"}");
    gateway.answer("DELETE /v1/users/me", "{}");
  }

  @AfterEach
  void stop_the_gateway() {
    gateway.close();
  }

  @Test
  void a_shop_that_sells_and_takes_back_passes() throws Exception {
    assertThat(smoke(gateway.address())).isZero();
    assertThat(output()).contains("bought HAT-1");
    assertThat(gateway.calls())
        .containsExactly(
            "GET /v1/status",
            "GET /v1/products",
            "POST /v1/auth/register",
            "POST /v1/cart/items",
            "POST /v1/orders",
            "POST /v1/orders/ord_1:cancel",
            "DELETE /v1/users/me");
  }

  @Test
  void a_shop_that_has_nothing_to_sell_passes_and_that_is_said() throws Exception {
    gateway.answer("GET /v1/products", "{\"products\": []}");
    assertThat(smoke(gateway.address())).isZero();
    assertThat(output()).contains("NOTHING WAS BOUGHT");
    assertThat(gateway.calls()).contains("GET /v1/cart").doesNotContain("POST /v1/orders");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GET /v1/status; {\"status\": \"DEGRADED\"}",
        "GET /v1/products; {}",
        "POST /v1/auth/register; {}",
        "POST /v1/cart/items; {\"items\": []}",
        "POST /v1/orders; {\"orderId\": \"ord_1\", \"state\": \"ORDER_STATE_PENDING\"}",
        "POST /v1/orders/ord_1:cancel; {\"state\": \"ORDER_STATE_PAID\"}",
        "DELETE /v1/users/me; not JSON"
      })
  void a_step_with_another_end_fails(String call, String answer) throws Exception {
    gateway.answer(call, answer);
    assertThat(smoke(gateway.address())).isEqualTo(1);
  }

  @Test
  void a_gateway_of_something_else_or_none_fails() throws Exception {
    gateway.forget("POST /v1/orders");
    assertThat(smoke(gateway.address())).isEqualTo(1);
    assertThat(output()).contains("POST /v1/orders answers 404");
    gateway.close();
    assertThat(smoke(gateway.address())).isEqualTo(1);
    assertThat(output()).contains("ECONNREFUSED");
    assertThat(smoke("")).isEqualTo(2);
  }

  private int smoke(String address) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("../.ci/smoke.mjs", address)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String output() throws IOException {
    Path output = folder.resolve("output");
    return Files.exists(output) ? Files.readString(output) : "";
  }
}
