package dev.souk.product.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.id.Ids;
import dev.souk.product.TestClock;
import dev.souk.product.catalog.domain.ImageKey;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.catalog.domain.ProductImage;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.Products;
import dev.souk.product.catalog.domain.SweepImages;
import dev.souk.product.catalog.store.ImageDirectory;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("39: files that no product names are removed")
class SweepImagesTest {
  private static final byte[] FILE = {1, 2, 3};

  @TempDir Path root;
  private final TestClock clock = new TestClock();
  private final Ids ids = new Ids(clock);
  private final String productId = ids.next("prd");
  private final ImageKey named = key(productId, "a");
  private ImageDirectory files;
  private SweepImages sweep;

  private ImageKey key(String product, String digit) {
    return new ImageKey(product, ids.next("img"), digit.repeat(64));
  }

  @BeforeEach
  void open() {
    files = new ImageDirectory(root);
    files.verify();
    sweep = new SweepImages(onlyProduct(), files, clock);
  }

  /** A store with one product, which names one picture. */
  private Products onlyProduct() {
    ProductImage image = new ProductImage(named.imageId(), "", "image/png", 1, 1, named.hash());
    ProductDetails details =
        new ProductDetails(
            "Hat",
            "",
            "",
            List.of(),
            List.of(),
            Map.of(),
            false,
            List.of(image),
            ProductStatus.ACTIVE,
            List.of());
    Product product =
        new Product(
            productId,
            "hat",
            "usr_1",
            details,
            List.of(),
            Map.of(),
            Optional.empty(),
            Instant.EPOCH,
            Instant.EPOCH,
            1);
    return (Products)
        Proxy.newProxyInstance(
            Products.class.getClassLoader(),
            new Class<?>[] {Products.class},
            (proxy, method, arguments) ->
                arguments[0].equals(productId) ? Optional.of(product) : Optional.empty());
  }

  private void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(age)));
  }

  private Path path(ImageKey key) {
    return root.resolve(key.productId()).resolve(key.imageId() + "-" + key.hash());
  }

  @Test
  void what_is_old_and_not_named_goes_and_all_else_stays() throws IOException {
    ImageKey takenAway = key(productId, "b");
    ImageKey underWay = key(productId, "c");
    ImageKey unknown = key(ids.next("prd"), "d");
    for (ImageKey key : List.of(named, takenAway, underWay, unknown)) {
      files.put(key, FILE);
      age(path(key), Duration.ofHours(key.equals(underWay) ? 23 : 25));
    }
    Path foreign = Files.write(root.resolve(productId).resolve("notes.txt"), FILE);
    age(foreign, Duration.ofDays(9));
    Path cutOff = Files.write(root.resolve(".unfinished").resolve("x"), FILE);
    age(cutOff, Duration.ofDays(2));

    assertThat(sweep.sweep()).isEqualTo(1);

    assertThat(files.get(takenAway)).isEmpty();
    for (ImageKey kept : List.of(named, underWay, unknown)) {
      assertThat(files.get(kept)).contains(FILE);
    }
    assertThat(foreign).exists();
    assertThat(cutOff).doesNotExist();
    assertThat(sweep.sweep()).isZero();
  }

  @Test
  void a_key_that_is_none_reaches_no_path() {
    for (ImageKey bad :
        List.of(
            new ImageKey("..", named.imageId(), named.hash()),
            new ImageKey(productId, "../../etc/passwd", named.hash()),
            new ImageKey(productId, named.imageId(), "../x"))) {
      assertThatThrownBy(() -> files.get(bad)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> files.put(bad, FILE)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_file_is_replaced_whole() {
    files.put(named, FILE);
    files.put(named, new byte[] {9});
    assertThat(files.get(named)).contains(new byte[] {9});
    files.delete(named);
    files.delete(named);
    assertThat(files.get(named)).isEmpty();
  }
}
