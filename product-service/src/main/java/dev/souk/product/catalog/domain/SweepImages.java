package dev.souk.product.catalog.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Removes files that no product names: of pictures that were taken away, and of uploads that never
 * came to their end. A file is named within seconds of its being stored or never, for no picture's
 * id is used twice; so whatever is a day old and not named can go, however many instances sweep.
 * Files of products that are not known at all stay: products are never removed, so these belong to
 * another shop or to a table that is not the right one.
 */
public final class SweepImages {
  /** How old a file must be. */
  public static final Duration AGE = Duration.ofDays(1);

  private final Products products;
  private final ImageStore files;
  private final Clock clock;

  /** Removes files by the clock. */
  public SweepImages(Products products, ImageStore files, Clock clock) {
    this.products = products;
    this.files = files;
    this.clock = clock;
  }

  /** Removes them; how many. */
  public int sweep() {
    Instant before = clock.instant().minus(AGE);
    files.deleteUnfinished(before);
    int removed = 0;
    Optional<Product> product = Optional.empty();
    String productId = "";
    try (Stream<ImageKey> old = files.putBefore(before)) {
      for (Iterator<ImageKey> keys = old.iterator(); keys.hasNext(); ) {
        ImageKey key = keys.next();
        if (!key.productId().equals(productId)) {
          productId = key.productId();
          product = products.find(productId);
        }
        if (product.isPresent() && !isNamed(product.get(), key)) {
          files.delete(key);
          removed++;
        }
      }
    }
    return removed;
  }

  private static boolean isNamed(Product product, ImageKey key) {
    return product.details().images().stream()
        .anyMatch(
            image -> image.imageId().equals(key.imageId()) && image.hash().equals(key.hash()));
  }
}
