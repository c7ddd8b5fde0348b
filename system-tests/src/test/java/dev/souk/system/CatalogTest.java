package dev.souk.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What sellers do with products, over HTTP. */
@Order(3)
@ExtendWith(Shop.Running.class)
class CatalogTest {
  private static final int MIB = 1024 * 1024;

  private static byte[] png() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", file);
    return file.toByteArray();
  }

  private static String path(Answer product) {
    return "/v1/products/" + product.at("/productId");
  }

  private static Answer product(Client seller) {
    return seller.post("/v1/products", Goods.product(Goods.newSku(), 2500)).ok();
  }

  @Test
  @DisplayName("39: a picture of a product is sent as a file and kept by browsers")
  void a_picture_is_sent_as_a_file_and_kept_by_browsers(Shop shop) throws Exception {
    Client seller = shop.accounts().seller();
    Answer product = product(seller);
    byte[] file = png();

    Answer image =
        seller.sendFile("POST", path(product) + "/images?altText=A%20hat", "image/gif", file).ok();
    assertThat(image.at("/altText")).isEqualTo("A hat");
    assertThat(image.number("/width")).isEqualTo(64);

    HttpResponse<byte[]> shown = shop.anonymous().file(image.at("/url"));
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).isEqualTo(file);
    assertThat(shown.headers().firstValue("content-type")).contains("image/png");
    assertThat(shown.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(shown.headers().firstValue("cache-control"))
        .contains("public, max-age=31536000, immutable");
    String etag = shown.headers().firstValue("etag").orElseThrow();
    HttpResponse<byte[]> again =
        shop.anonymous().with("If-None-Match", etag).file(image.at("/url"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("etag")).contains(etag);
    assertThat(again.headers().firstValue("cache-control"))
        .contains("public, max-age=31536000, immutable");

    assertThat(seller.delete(image.at("/url")).ok().json().at("/images")).isEmpty();
    shop.anonymous().get(image.at("/url")).refused(404, "RESOURCE_NOT_FOUND");
  }

  @Test
  @DisplayName("39: files up to 16 MiB pass, JSON up to 1 MiB")
  void files_up_to_16_mib_pass_and_json_up_to_1_mib(Shop shop) throws Exception {
    Client seller = shop.accounts().seller();
    Answer product = product(seller);
    String images = path(product) + "/images";

    byte[] largest = Arrays.copyOf(png(), 16 * MIB);
    assertThat(seller.sendFile("POST", images, "image/png", largest).ok().at("/imageId"))
        .startsWith("img_");
    seller
        .sendFile("POST", images, "image/png", new byte[16 * MIB + 1])
        .refused(413, "PAYLOAD_TOO_LARGE");
    seller
        .patch(path(product), "{\"description\": \"" + "x".repeat(MIB) + "\"}")
        .refused(413, "PAYLOAD_TOO_LARGE");
    shop.anonymous().sendFile("POST", images, "image/png", png()).refused(401, "TOKEN_MISSING");
    seller
        .sendFile("POST", images, "image/png", "<svg/>".getBytes(UTF_8))
        .refused(400, "INVALID_FIELD");
  }

  @Test
  @DisplayName("37: products are listed and counted in a tree of categories, which moves")
  void products_are_listed_and_counted_in_a_tree_of_categories(Shop shop) {
    Client admin = shop.accounts().admin();
    String garden = category(admin, "");
    String sale = category(admin, "");
    String tools = category(admin, garden);
    String product =
        shop.accounts()
            .seller()
            .post(
                "/v1/products",
                Goods.product(Goods.newSku(), 100)
                    .replaceFirst("\\{", "{\"categoryIds\": [\"" + tools + "\"],"))
            .ok()
            .at("/productId");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(counts(shop, garden)).isEqualTo("0/1"));
    assertThat(listed(shop, garden)).isEqualTo(product);

    Answer moved = admin.patch("/v1/categories/" + tools, "{\"parentId\": \"" + sale + "\"}").ok();
    assertThat(moved.at("/breadcrumb/0/categoryId")).isEqualTo(sale);
    admin
        .patch("/v1/categories/" + sale, "{\"parentId\": \"" + tools + "\"}")
        .refused(400, "INVALID_FIELD");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          assertThat(listed(shop, sale)).isEqualTo(product);
          assertThat(counts(shop, sale)).isEqualTo("0/1");
          assertThat(counts(shop, garden)).isEqualTo("0/0");
        });
    admin.delete("/v1/categories/" + tools).refused(400, "ILLEGAL_STATE");
    admin.delete("/v1/categories/" + garden).ok();
    shop.anonymous().get("/v1/categories/" + garden).refused(404, "RESOURCE_NOT_FOUND");
  }

  private static String category(Client admin, String parentId) {
    return admin
        .post(
            "/v1/categories",
            "{\"name\": \"%s\", \"parentId\": \"%s\"}".formatted(Goods.newSku(), parentId))
        .ok()
        .at("/categoryId");
  }

  private static String counts(Shop shop, String category) {
    Answer shown = shop.anonymous().get("/v1/categories/" + category).ok();
    return shown.at("/productCount") + "/" + shown.at("/subtreeProductCount");
  }

  /** The id of the newest product in the category. */
  private static String listed(Shop shop, String category) {
    return shop.anonymous()
        .get("/v1/products?categoryId=" + category)
        .ok()
        .at("/products/0/productId");
  }

  @Test
  @DisplayName("33, 36, 44: a product is found by its slug, reduced, deleted and brought back")
  void a_product_is_found_by_its_slug_reduced_deleted_and_brought_back(Shop shop) {
    Client seller = shop.accounts().seller();
    Answer product = product(seller);
    String sku = product.at("/variants/0/sku");
    String bySlug = "/v1/products:bySlug?slug=" + product.at("/slug");
    assertThat(shop.anonymous().get(bySlug).ok().at("/productId"))
        .isEqualTo(product.at("/productId"));
    shop.anonymous().get(path(product) + ":related").ok();

    Answer reduced =
        seller
            .patch(
                path(product),
                """
                {"attributes": {"material": "straw"}, "featured": true, "variants": [{"sku": "%s",
                 "price": {"currencyCode": "GBP", "minorUnits": "2000"},
                 "compareAtPrice": {"currencyCode": "GBP", "minorUnits": "3000"}}]}
                """
                    .formatted(sku))
            .ok();
    assertThat(reduced.at("/variants/0/lowestPrice30Days/minorUnits")).isEqualTo("2500");
    assertThat(reduced.at("/attributes/material")).isEqualTo("straw");

    seller.delete(path(product) + "?etag=" + product.at("/etag")).refused(409, "ETAG_MISMATCH");
    Answer deleted = seller.delete(path(product) + "?etag=" + reduced.at("/etag")).ok();
    assertThat(deleted.at("/deleteTime")).isNotEmpty();
    shop.anonymous().get(path(product)).refused(404, "RESOURCE_NOT_FOUND");
    shop.anonymous().get(bySlug).refused(404, "RESOURCE_NOT_FOUND");
    shop.anonymous().get("/v1/inventory/" + sku).refused(404, "RESOURCE_NOT_FOUND");
    Goods.add(shop.anonymous(), sku, 1).refused(404, "RESOURCE_NOT_FOUND");

    Answer back = seller.post(path(product) + ":undelete", "{}").ok();
    assertThat(back.json().has("deleteTime")).isFalse();
    assertThat(shop.anonymous().get(bySlug).ok().at("/productId"))
        .isEqualTo(product.at("/productId"));
  }
}
