package dev.souk.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is done before the load: reads what is for sale, fills shelves, makes accounts. Each account
 * is made from a loopback address of its own, as the gateway limits that by address.
 */
final class ShopFront {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGES = 3;
  private static final int RESTOCK = 10_000;

  private final URI shop;

  ShopFront(URI shop) {
    this.shop = shop;
  }

  /** Something for sale. */
  record Product(String productId, String sku) {}

  /** Products that anybody can see, one variant of each. */
  List<Product> products() throws IOException, InterruptedException {
    List<Product> products = new ArrayList<>();
    String token = "";
    for (int page = 0; page < PAGES; page++) {
      JsonNode answer = get("/v1/products?pageSize=100&pageToken=" + token);
      for (JsonNode product : answer.path("products")) {
        products.add(
            new Product(
                product.path("productId").asText(), product.at("/variants/0/sku").asText()));
      }
      token = answer.path("nextPageToken").asText();
      if (token.isEmpty()) {
        break;
      }
    }
    return products;
  }

  /** The ids of categories. */
  List<String> categories() throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    get("/v1/categories").path("categories").forEach(c -> ids.add(c.path("categoryId").asText()));
    return ids;
  }

  /** Puts units of the SKUs into stock, as the demo shop's seller. */
  void restock(List<String> skus) throws IOException, InterruptedException {
    String seller =
        post(
                1,
                "/v1/auth/login",
                "{\"email\": \"seller@souk.local\", \"password\": \"demo-seller-password\"}",
                Optional.empty())
            .path("accessToken")
            .asText();
    for (String sku : skus) {
      JsonNode _ =
          post(
              1,
              "/v1/inventory/" + sku + ":adjust",
              "{\"delta\": %d, \"reason\": \"RESTOCK\"}".formatted(RESTOCK),
              Optional.of(seller));
    }
  }

  /** The access tokens of new customers, good for the minutes that a run takes. */
  List<String> customers(int count) throws IOException, InterruptedException {
    String run = UUID.randomUUID().toString().substring(0, 8);
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tokens.add(
          post(
                  1 + i % 250,
                  "/v1/auth/register",
                  "{\"email\": \"load-%s-%d@example.com\", \"password\": \"correct-horse-battery\", \"name\": \"Load\"}"
                      .formatted(run, i),
                  Optional.empty())
              .path("accessToken")
              .asText());
    }
    return tokens;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(1, HttpRequest.newBuilder(shop.resolve(path)));
  }

  private JsonNode post(int address, String path, String body, Optional<String> token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(shop.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    token.ifPresent(held -> request.header("Authorization", "Bearer " + held));
    return send(address, request);
  }

  private static JsonNode send(int address, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .localAddress(InetAddress.getByAddress(new byte[] {127, 0, 5, (byte) address}))
            .build()) {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    }
  }
}
