package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.product.Pictures.as;
import static dev.souk.product.Pictures.deletion;
import static dev.souk.product.Pictures.named;
import static dev.souk.product.Pictures.picture;
import static dev.souk.product.Pictures.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.HttpBody;
import dev.souk.kit.error.Reason;
import dev.souk.product.inventory.Together;
import dev.souk.product.v1.CreateCategoryRequest;
import dev.souk.product.v1.ImageServiceGrpc.ImageServiceBlockingStub;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductImage;
import dev.souk.product.v1.ProductStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("39: pictures of products")
class ProductImageTest {
  @TempDir static Path folder;
  @TempDir static Path files;
  private static CatalogShop shop;

  @BeforeAll
  static void open() throws IOException {
    shop = new CatalogShop(folder, Map.of("SOUK_IMAGE_DIRECTORY", files.toString()));
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static ImageServiceBlockingStub seller() {
    return as(shop.of(shop.sellerId, "ROLE_SELLER"));
  }

  private static ProductImage upload(Product product, byte[] file) {
    return seller().uploadProductImage(picture(product, file));
  }

  private static List<String> imageIds(Product product) {
    return CatalogShop.get(shop.seller(), product.getProductId()).getImagesList().stream()
        .map(ProductImage::getImageId)
        .toList();
  }

  @Test
  void a_picture_is_shown_as_it_was_sent() {
    Product product = shop.create(CatalogShop.hat("PIC-1"));
    byte[] file = png(40, 30);

    ProductImage image = upload(product, file);

    assertThat(image.getWidth()).isEqualTo(40);
    assertThat(image.getHeight()).isEqualTo(30);
    assertThat(image.getAltText()).isEqualTo("A hat");
    assertThat(image.getUrl())
        .isEqualTo("/v1/products/" + product.getProductId() + "/images/" + image.getImageId());
    assertThat(CatalogShop.get(shop.visitor(), product.getProductId()).getImagesList())
        .containsExactly(image);
    HttpBody shown = as(shop.anybody()).getProductImage(named(product, image.getImageId()));
    assertThat(shown.getContentType()).isEqualTo("image/png");
    assertThat(shown.getData().toByteArray()).isEqualTo(file);
  }

  @Test
  void the_same_file_again_is_the_same_picture() throws Exception {
    Product product = shop.create(CatalogShop.hat("PIC-2"));
    byte[] file = png(10, 10);
    ProductImage first = upload(product, file);

    assertThat(upload(product, file)).isEqualTo(first);
    List<Object> outcomes = Together.run(8, i -> upload(product, png(20, 20)).getImageId());

    assertThat(outcomes.stream().distinct()).hasSize(1);
    assertThat(imageIds(product)).hasSize(2).startsWith(first.getImageId());
  }

  @Test
  void pictures_are_put_in_order_described_and_taken_away_by_an_update() {
    Product product = shop.create(CatalogShop.hat("PIC-3"));
    ProductImage one = upload(product, png(1, 1));
    ProductImage two = upload(product, png(2, 2));
    ProductImage three = upload(product, png(3, 3));
    Product.Builder change =
        product.toBuilder()
            .clearEtag()
            .addImages(three)
            .addImages(one.toBuilder().setAltText("From behind").setWidth(9).setUrl("http://x"));

    Product changed = shop.update(change, "images");

    assertThat(changed.getImagesList())
        .containsExactly(three, one.toBuilder().setAltText("From behind").build());
    assertRefused(
        Reason.INVALID_FIELD,
        () -> shop.update(change.clearImages().addImages(one).addImages(one), "images"));
    assertRefused(
        Reason.INVALID_FIELD, () -> shop.update(change.clearImages().addImages(two), "images"));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> as(shop.anybody()).getProductImage(named(product, two.getImageId())));
  }

  @Test
  void a_product_has_at_most_20_pictures_however_many_come_at_once() throws Exception {
    Product product = shop.create(CatalogShop.hat("PIC-4"));
    for (int i = 1; i <= 18; i++) {
      ProductImage _ = upload(product, png(i, 1));
    }
    List<Object> outcomes =
        Together.run(4, i -> upload(product, png(1, 10 + i)).getClass().getSimpleName());

    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            "ProductImage", "ProductImage", "IMAGE_LIMIT_EXCEEDED", "IMAGE_LIMIT_EXCEEDED");
    assertThat(imageIds(product)).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void what_is_no_whole_picture_or_too_large_is_refused_and_leaves_no_file() throws IOException {
    Product product = shop.create(CatalogShop.hat("PIC-5"));
    byte[] whole = png(30, 30);
    byte[] bomb = png(1, 1);
    java.nio.ByteBuffer.wrap(bomb).putInt(16, 100_000).putInt(20, 100_000);
    for (byte[] bad :
        List.of(
            new byte[0],
            "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8),
            "GIF89a".getBytes(StandardCharsets.US_ASCII),
            Arrays.copyOf(whole, whole.length - 3),
            bomb,
            png(12_001, 1),
            png(12_000, 5_000),
            new byte[16 * 1024 * 1024 + 1])) {
      assertRefused(Reason.INVALID_FIELD, () -> upload(product, bad));
    }
    assertThat(imageIds(product)).isEmpty();
    assertThat(files.resolve(product.getProductId())).doesNotExist();
  }

  @Test
  void a_picture_of_16_mib_passes_and_other_requests_stay_small() {
    Product product = shop.create(CatalogShop.hat("PIC-6"));
    byte[] large = Arrays.copyOf(png(2_000, 2_000), 16 * 1024 * 1024);

    ProductImage image = upload(product, large);

    assertThat(image.getWidth()).isEqualTo(2_000);
    CreateCategoryRequest huge =
        CreateCategoryRequest.newBuilder()
            .setCategory(
                dev.souk.product.v1.Category.newBuilder().setName("x".repeat(5 * 1024 * 1024)))
            .build();
    assertRefused(Reason.MESSAGE_TOO_LARGE, () -> shop.admin().createCategory(huge));
  }

  @Test
  void what_no_method_takes_is_refused_unread_by_grpc_itself() {
    Product product = shop.create(CatalogShop.hat("PIC-11"));
    byte[] file = new byte[16 * 1024 * 1024 + 64 * 1024];

    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> upload(product, file));

    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(imageIds(product)).isEmpty();
  }

  @Test
  void pictures_of_others_are_theirs() {
    Product product = shop.create(CatalogShop.hat("PIC-7"));
    Product other = shop.create(CatalogShop.hat("PIC-8"));
    ProductImage image = upload(product, png(7, 7));
    ImageServiceBlockingStub stranger = as(shop.of(CatalogShop.IDS.next("usr"), "ROLE_SELLER"));
    ImageServiceBlockingStub customer = as(shop.of(shop.sellerId, "ROLE_CUSTOMER"));

    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> stranger.uploadProductImage(picture(product, png(8, 8))));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> stranger.deleteProductImage(deletion(product, image.getImageId())));
    assertRefused(
        Reason.ROLE_REQUIRED, () -> customer.uploadProductImage(picture(product, png(8, 8))));
    assertRefused(
        Reason.TOKEN_MISSING,
        () -> as(shop.anybody()).deleteProductImage(deletion(product, image.getImageId())));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> seller().getProductImage(named(other, image.getImageId())));
    for (String bad : List.of("", "x", "../" + image.getImageId(), "img_" + "z".repeat(26))) {
      assertRefused(Reason.RESOURCE_NOT_FOUND, () -> seller().getProductImage(named(product, bad)));
      assertRefused(
          Reason.RESOURCE_NOT_FOUND, () -> seller().deleteProductImage(deletion(product, bad)));
    }
    assertRefused(
        Reason.ETAG_MISMATCH,
        () ->
            seller()
                .uploadProductImage(
                    picture(product, png(8, 8)).toBuilder().setEtag(product.getEtag()).build()));
    assertThat(imageIds(product)).containsExactly(image.getImageId());

    Product without = seller().deleteProductImage(deletion(product, image.getImageId()));
    assertThat(without.getImagesCount()).isZero();
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> seller().deleteProductImage(deletion(product, image.getImageId())));
  }

  @Test
  void pictures_are_hidden_with_their_product() {
    Product draft =
        shop.create(CatalogShop.hat("PIC-9").setStatus(ProductStatus.PRODUCT_STATUS_DRAFT));
    ProductImage image = upload(draft, png(9, 9));

    assertThat(seller().getProductImage(named(draft, image.getImageId())).getData()).isNotEmpty();
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> as(shop.anybody()).getProductImage(named(draft, image.getImageId())));

    CatalogShop.delete(shop.seller(), draft.getProductId(), "");
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> seller().getProductImage(named(draft, image.getImageId())));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> upload(draft, png(9, 8)));

    CatalogShop.undelete(shop.seller(), draft.getProductId(), "");
    assertThat(seller().getProductImage(named(draft, image.getImageId())).getData()).isNotEmpty();
  }

  @Test
  void a_file_that_is_lost_is_an_outage() throws IOException {
    Product product = shop.create(CatalogShop.hat("PIC-10"));
    ProductImage image = upload(product, png(11, 11));
    try (Stream<Path> stored = Files.list(files.resolve(product.getProductId()))) {
      for (Path file : stored.toList()) {
        Files.delete(file);
      }
    }
    assertRefused(
        Reason.DEPENDENCY_UNAVAILABLE,
        () -> seller().getProductImage(named(product, image.getImageId())));
  }
}
