package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the counts of categories in step with products. It looks at what products are now and at
 * where they were counted last, never at what an event says: events that come twice, late, or not
 * at all while another one does, change nothing for the worse.
 *
 * <p>Fails with {@code CONTENTION}.
 */
public final class CountProducts {
  private static final int ATTEMPTS = 10;

  /** Products and categories that are written together. */
  private static final int TOGETHER = 90;

  private static final int READ_TOGETHER = 50;

  private final Products products;
  private final CategoryCounts counts;

  /** Counts products kept there. */
  public CountProducts(Products products, CategoryCounts counts) {
    this.products = products;
    this.counts = counts;
  }

  /** Counts the products where they belong now. */
  public void count(Collection<String> productIds) {
    List<String> ids = productIds.stream().distinct().toList();
    for (int from = 0; from < ids.size(); from += READ_TOGETHER) {
      countTogether(ids.subList(from, Math.min(from + READ_TOGETHER, ids.size())));
    }
  }

  private void countTogether(List<String> productIds) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (isCounted(productIds)) {
        return;
      }
    }
    throw Errors.contention("count of products");
  }

  private boolean isCounted(List<String> productIds) {
    Map<String, CountedProduct> counted = counts.counted(productIds);
    Map<String, Product> found = products.findAll(productIds);
    Map<CountedProduct, CountedProduct> moves = new LinkedHashMap<>();
    Set<String> touched = new HashSet<>();
    for (CountedProduct before : counted.values()) {
      CountedProduct after = after(before, Optional.ofNullable(found.get(before.productId())));
      if (after.own().equals(before.own()) && after.subtree().equals(before.subtree())) {
        continue;
      }
      Set<String> more = new HashSet<>(touched);
      more.addAll(before.subtree());
      more.addAll(after.subtree());
      if (moves.size() + more.size() >= TOGETHER && !moves.isEmpty()) {
        if (!counts.count(moves)) {
          return false;
        }
        moves.clear();
        touched.clear();
      }
      moves.put(before, after);
      touched.addAll(before.subtree());
      touched.addAll(after.subtree());
    }
    return moves.isEmpty() || counts.count(moves);
  }

  private static CountedProduct after(CountedProduct before, Optional<Product> product) {
    return product
        .filter(Product::isActive)
        .map(active -> before.next(own(active), Set.copyOf(active.filed())))
        .orElseGet(() -> before.next(Set.of(), Set.of()));
  }

  /** Categories that were removed meanwhile file no product. */
  private static Set<String> own(Product product) {
    return product.details().categoryIds().stream()
        .filter(product.filed()::contains)
        .collect(Collectors.toUnmodifiableSet());
  }
}
