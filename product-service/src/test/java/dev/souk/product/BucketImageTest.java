package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.product.Pictures.deletion;
import static dev.souk.product.Pictures.named;
import static dev.souk.product.Pictures.picture;
import static dev.souk.product.Pictures.png;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.product.v1.ImageServiceGrpc.ImageServiceBlockingStub;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductImage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("39: pictures of products in a bucket")
class BucketImageTest {
  @TempDir Path folder;
  @TempDir Path objects;

  @Test
  void a_bucket_holds_the_pictures_and_when_it_is_away_only_they_are() throws Exception {
    try (TestS3 s3 = TestS3.start(objects);
        CatalogShop shop = new CatalogShop(folder, s3.settings())) {
      ImageServiceBlockingStub seller = Pictures.as(shop.of(shop.sellerId, "ROLE_SELLER"));
      Product product = shop.create(CatalogShop.hat("BUCKET-1"));
      byte[] file = png(40, 30);

      ProductImage image = seller.uploadProductImage(picture(product, file));
      ProductImage lost = seller.uploadProductImage(picture(product, png(3, 3)));
      ProductImage removed = seller.uploadProductImage(picture(product, png(4, 4)));
      Object _ = seller.deleteProductImage(deletion(product, removed.getImageId()));

      assertThat(seller.getProductImage(named(product, image.getImageId())).getData().toByteArray())
          .isEqualTo(file);
      assertRefused(
          Reason.RESOURCE_NOT_FOUND,
          () -> seller.getProductImage(named(product, removed.getImageId())));
      try (var files = Files.list(s3.folder().resolve(product.getProductId()))) {
        Path named =
            files
                .filter(path -> path.getFileName().toString().startsWith(lost.getImageId()))
                .findFirst()
                .orElseThrow();
        Files.delete(named);
      }
      assertRefused(
          Reason.DEPENDENCY_UNAVAILABLE,
          () -> seller.getProductImage(named(product, lost.getImageId())));

      s3.stop();
      assertRefused(
          Reason.DEPENDENCY_UNAVAILABLE,
          () -> seller.getProductImage(named(product, image.getImageId())));
      assertRefused(
          Reason.DEPENDENCY_UNAVAILABLE,
          () -> seller.uploadProductImage(picture(product, png(5, 5))));
      assertThat(CatalogShop.get(shop.seller(), product.getProductId()).getImagesList())
          .containsExactly(image, lost);
    }
  }
}
