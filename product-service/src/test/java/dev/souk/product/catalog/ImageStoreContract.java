package dev.souk.product.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.product.TestClock;
import dev.souk.product.catalog.domain.ImageKey;
import dev.souk.product.catalog.domain.ImageStore;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.catalog.domain.ProductImage;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.Products;
import dev.souk.product.catalog.domain.SweepImages;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every store of pictures does. Each of them keeps its files under a folder here. */
abstract class ImageStoreContract {
  final TestClock clock = new TestClock();
  final Ids ids = new Ids(clock);
  private final Random random = new Random(39);

  abstract ImageStore store();

  /** The same store, out of reach. */
  abstract ImageStore away() throws IOException;

  /** Where the files are, one folder a product. */
  abstract Path folder();

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Picture(ImageKey key, byte[] file) {}

  Picture picture(String productId, int bytes) {
    byte[] file = new byte[bytes];
    random.nextBytes(file);
    try {
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
      return new Picture(new ImageKey(productId, ids.next("img"), hash), file);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Picture put(String productId) {
    Picture picture = picture(productId, 100);
    store().put(picture.key(), picture.file());
    return picture;
  }

  void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(age)));
  }

  Path path(ImageKey key) {
    return folder().resolve(key.productId()).resolve(key.imageId() + "-" + key.hash());
  }

  List<ImageKey> putBefore(Instant time) {
    try (Stream<ImageKey> keys = store().putBefore(time)) {
      return keys.toList();
    }
  }

  @Test
  void a_file_is_kept_whole_until_it_is_removed() {
    Picture small = picture(ids.next("prd"), 1);
    Picture large = picture(ids.next("prd"), 16 * 1024 * 1024);
    for (Picture picture : List.of(small, large)) {
      assertThat(store().get(picture.key())).isEmpty();
      store().put(picture.key(), picture.file());
      assertThat(store().get(picture.key())).contains(picture.file());
    }

    store().put(small.key(), small.file());
    store().delete(small.key());
    store().delete(small.key());

    assertThat(store().get(small.key())).isEmpty();
    assertThat(store().get(large.key())).contains(large.file());
  }

  @Test
  void a_key_that_is_none_reaches_no_file() {
    Picture good = put(ids.next("prd"));
    ImageKey key = good.key();
    for (ImageKey bad :
        List.of(
            new ImageKey("..", key.imageId(), key.hash()),
            new ImageKey(key.productId(), "../../etc/passwd", key.hash()),
            new ImageKey(key.productId(), key.imageId(), "../x"))) {
      assertThatThrownBy(() -> store().get(bad)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store().delete(bad)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store().put(bad, good.file()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void old_files_are_listed_product_by_product_however_many_there_are() throws IOException {
    List<String> products = List.of(ids.next("prd"), ids.next("prd"), ids.next("prd"));
    List<ImageKey> old = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ImageKey key = put(products.get(i % products.size())).key();
      age(path(key), Duration.ofHours(2));
      old.add(key);
    }
    age(path(put(products.getFirst()).key()), Duration.ofMinutes(30));
    age(
        Files.write(folder().resolve(products.getFirst()).resolve("x.txt"), new byte[9]),
        Duration.ofDays(9));

    List<ImageKey> found = putBefore(clock.instant().minus(Duration.ofHours(1)));

    assertThat(found).containsExactlyInAnyOrderElementsOf(old);
    List<String> runs = new ArrayList<>();
    for (ImageKey key : found) {
      if (runs.isEmpty() || !runs.getLast().equals(key.productId())) {
        runs.add(key.productId());
      }
    }
    assertThat(runs).doesNotHaveDuplicates();
  }

  @Test
  void the_sweep_removes_what_is_old_and_not_named_and_nothing_else() throws IOException {
    String productId = ids.next("prd");
    Picture named = put(productId);
    Picture takenAway = put(productId);
    Picture underWay = put(productId);
    Picture unknown = put(ids.next("prd"));
    for (Picture picture : List.of(named, takenAway, unknown)) {
      age(path(picture.key()), Duration.ofHours(25));
    }
    age(path(underWay.key()), Duration.ofHours(23));
    SweepImages sweep = new SweepImages(only(naming(named.key())), store(), clock);

    assertThat(sweep.sweep()).isEqualTo(1);

    assertThat(store().get(takenAway.key())).isEmpty();
    for (Picture kept : List.of(named, underWay, unknown)) {
      assertThat(store().get(kept.key())).contains(kept.file());
    }
    assertThat(sweep.sweep()).isZero();
  }

  @Test
  void a_store_that_is_away_is_an_outage() throws IOException {
    Picture picture = put(ids.next("prd"));
    ImageStore away = away();

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> away.put(picture.key(), picture.file()),
            () -> away.get(picture.key()),
            () -> away.delete(picture.key()),
            () -> away.putBefore(clock.instant()).toList())) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              ApiException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.DEPENDENCY_UNAVAILABLE.name()));
    }
  }

  /** A product with one picture. */
  private static Product naming(ImageKey key) {
    ProductImage image = new ProductImage(key.imageId(), "", "image/png", 1, 1, key.hash());
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
    return new Product(
        key.productId(),
        "hat",
        "usr_1",
        details,
        List.of(),
        Map.of(),
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH,
        1);
  }

  private static Products only(Product product) {
    return (Products)
        Proxy.newProxyInstance(
            Products.class.getClassLoader(),
            new Class<?>[] {Products.class},
            (proxy, method, arguments) ->
                arguments[0].equals(product.productId()) ? Optional.of(product) : Optional.empty());
  }
}
