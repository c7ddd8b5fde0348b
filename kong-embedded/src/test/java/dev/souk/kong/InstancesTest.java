package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.embedded.FreePort;
import dev.souk.product.v1.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose name has two addresses. */
class InstancesTest {
  private static final int HTTP_ABOVE_GRPC = 4_000;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final int[] ports = {FreePort.find(), FreePort.find()};
  private final Backend[] instances = new Backend[2];
  private final HealthPort[] health = new HealthPort[2];
  private Shop shop;

  @BeforeEach
  void start() throws IOException {
    for (int i = 0; i < 2; i++) {
      instances[i] = instance(i);
      health[i] = new HealthPort(ports[i] + HTTP_ABOVE_GRPC);
    }
    String places = "127.0.0.1:" + ports[0] + ",127.0.0.1:" + ports[1];
    shop = new Shop(folder, options -> options.withAddress("product-service:5003", places));
  }

  @AfterEach
  void stop() {
    shop.close();
    for (int i = 0; i < 2; i++) {
      instances[i].close();
      health[i].close();
    }
  }

  private Backend instance(int number) throws IOException {
    Backend backend = new Backend(ports[number]);
    backend.answer(Shop.PRODUCT_SERVICE + "GetProduct", call -> Product.getDefaultInstance());
    return backend;
  }

  private void get(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(shop.get("/v1/products/prd_1").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void its_instances_take_turns() {
    get(10);
    assertThat(instances[0].callCount()).isEqualTo(5);
    assertThat(instances[1].callCount()).isEqualTo(5);
  }

  @Test
  void one_that_is_not_ready_gets_nothing_until_it_is() {
    health[0].answer(503);
    await("the first to be left out")
        .atMost(LIMIT)
        .until(() -> {
          int before = instances[0].callCount();
          get(4);
          return instances[0].callCount() == before;
        });
    health[0].answer(200);
    await("the first to be used again")
        .atMost(LIMIT)
        .until(() -> {
          int before = instances[0].callCount();
          get(4);
          return instances[0].callCount() > before;
        });
  }

  @Test
  void no_request_fails_while_one_is_replaced() throws Exception {
    get(4);
    for (int i = 0; i < 2; i++) {
      int replaced = i;
      instances[replaced].drain();
      get(20);
      instances[replaced] = instance(replaced);
      await("it to be used again")
          .atMost(LIMIT)
          .until(() -> {
            get(4);
            return instances[replaced].callCount() > 0;
          });
    }
  }
}
