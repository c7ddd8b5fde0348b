package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes everything that a seller offers off sale, whose account is gone. What was sold stays in the
 * orders, and administrators still see the products.
 *
 * <p>Fails with {@code CONTENTION}.
 */
public final class ArchiveProducts {
  private static final int ATTEMPTS = 10;
  private static final int PAGE = 100;
  private static final List<ProductStatus> UNARCHIVED =
      List.of(ProductStatus.ACTIVE, ProductStatus.DRAFT);

  private final Products products;
  private final Clock clock;
  private final Consumer<String> changed;

  /** Archives products by the clock, and says the id of each that it changed. */
  public ArchiveProducts(Products products, Clock clock, Consumer<String> changed) {
    this.products = products;
    this.clock = clock;
    this.changed = changed;
  }

  /**
   * Archives products of the seller.
   *
   * @param most of one status at a time, at most so many
   * @return whether there may be more
   */
  public boolean archive(String sellerId, int most) {
    boolean more = false;
    for (ProductStatus status : UNARCHIVED) {
      List<String> ids =
          products.list(new ProductQuery("", sellerId, status), Optional.empty(), most + 1);
      ids.stream().limit(most).forEach(this::archive);
      more |= ids.size() > most;
    }
    return archiveDeleted(sellerId, most) || more;
  }

  /** Those that are deleted could come back: they stay deleted, and are found again each time. */
  private boolean archiveDeleted(String sellerId, int most) {
    ProductQuery deleted = ProductQuery.deletedOf(sellerId);
    List<String> page = products.list(deleted, Optional.empty(), PAGE);
    int archived = 0;
    while (!page.isEmpty()) {
      Map<String, Product> found = products.findAll(page);
      for (Product product : found.values()) {
        if (product.details().status() == ProductStatus.ARCHIVED) {
          continue;
        }
        if (archived == most) {
          return true;
        }
        archive(product.productId());
        archived++;
      }
      page = products.list(deleted, Optional.of(page.getLast()), PAGE);
    }
    return false;
  }

  private void archive(String productId) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Product> before =
          products
              .find(productId)
              .filter(product -> product.details().status() != ProductStatus.ARCHIVED);
      if (before.isEmpty() || isReplaced(before.get())) {
        return;
      }
    }
    throw Errors.contention("product");
  }

  private boolean isReplaced(Product before) {
    Product after =
        before.with(before.details().withStatus(ProductStatus.ARCHIVED), clock.instant());
    if (products.replace(before, after) instanceof ProductWrite.Written) {
      changed.accept(before.productId());
      return true;
    }
    return false;
  }
}
