package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.v1.GetProductRequest;
import dev.souk.product.v1.Product;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstLightTest {
  @Test
  void a_get_reaches_the_service_and_comes_back_as_json(@TempDir Path folder) throws Exception {
    try (Shop shop = new Shop(folder)) {
      shop.backend.answer(
          Shop.PRODUCT_SERVICE + "GetProduct",
          call ->
              Product.newBuilder()
                  .setProductId(((GetProductRequest) call.message()).getProductId())
                  .setName("Tee 🍵")
                  .build());

      HttpResponse<String> response = shop.get("/v1/products/prd_1");

      assertThat(response.body()).contains("\"productId\":\"prd_1\"", "Tee 🍵");
      assertThat(response.statusCode()).isEqualTo(200);
    }
  }
}
