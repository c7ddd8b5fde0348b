package dev.souk.product.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.ProductView;
import dev.souk.product.catalog.store.CachedProductViews;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CachedProductViewsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicReference<Optional<ProductView>> source =
      new AtomicReference<>(Optional.empty());
  private final CachedProductViews cache = new CachedProductViews(id -> source.get(), nanos::get);

  private static Optional<ProductView> version(long version) {
    ProductDetails details =
        new ProductDetails(
            "Hat",
            "",
            "",
            List.of(),
            List.of(),
            Map.of(),
            false,
            List.of(),
            ProductStatus.ACTIVE,
            List.of());
    Product product =
        new Product(
            "prd_1",
            "hat",
            "usr_1",
            details,
            List.of(),
            Map.of(),
            Optional.empty(),
            Instant.EPOCH,
            Instant.EPOCH,
            version);
    return Optional.of(new ProductView(product, Map.of()));
  }

  @Test
  void a_view_is_at_most_two_seconds_behind() {
    source.set(version(1));
    cache.find("prd_1");
    source.set(version(2));

    nanos.addAndGet(Duration.ofMillis(1_999).toNanos());
    assertThat(cache.find("prd_1")).isEqualTo(version(1));
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(cache.find("prd_1")).isEqualTo(version(2));
  }

  @Test
  void a_product_that_was_forgotten_is_read_again() {
    source.set(version(1));
    cache.find("prd_1");
    source.set(version(2));

    cache.forget("prd_1");

    assertThat(cache.find("prd_1")).isEqualTo(version(2));
  }

  @Test
  void that_there_is_no_product_is_not_kept() {
    assertThat(cache.find("prd_1")).isEmpty();
    source.set(version(1));
    assertThat(cache.find("prd_1")).isEqualTo(version(1));
  }
}
