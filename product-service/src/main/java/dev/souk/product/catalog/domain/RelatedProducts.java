package dev.souk.product.catalog.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Products that go with one: the newest of its categories, or of its seller where it has none;
 * those that share most tags first. What it reads is bounded whatever the catalog's size, and
 * whatever part of it fails is left out.
 *
 * <p>Fails with {@code NOT_FOUND} when there is no such product or the viewer may not see it.
 */
public final class RelatedProducts {
  private static final Logger LOG = LoggerFactory.getLogger(RelatedProducts.class);
  private static final int MOST = 12;
  private static final int CATEGORIES = 3;
  private static final int CANDIDATES = 24;

  private final ProductViews views;
  private final Products products;
  private final Figures.Source figures;

  /** Finds products kept there. */
  public RelatedProducts(ProductViews views, Products products, Figures.Source figures) {
    this.views = views;
    this.products = products;
    this.figures = figures;
  }

  /** Active products, best first. */
  public List<ProductView> to(String productId, Viewer viewer) {
    Product product =
        views
            .find(productId)
            .map(ProductView::product)
            .filter(viewer::maySee)
            .orElseThrow(() -> Errors.notFound("product", productId));
    Set<String> candidates = new LinkedHashSet<>();
    for (ProductQuery query : queries(product)) {
      candidates.addAll(
          orNone(() -> products.list(query, Optional.empty(), CANDIDATES), List.of()));
    }
    candidates.remove(productId);
    Map<String, Product> found = orNone(() -> products.findAll(candidates), Map.of());
    return shown(best(product, found.values()));
  }

  private static List<ProductQuery> queries(Product product) {
    List<String> categories = product.details().categoryIds();
    return categories.isEmpty()
        ? List.of(new ProductQuery("", product.sellerId(), ProductStatus.ACTIVE))
        : categories.stream()
            .limit(CATEGORIES)
            .map(category -> new ProductQuery(category, "", ProductStatus.ACTIVE))
            .toList();
  }

  private static List<Product> best(Product product, Collection<Product> candidates) {
    Comparator<Product> byTags =
        Comparator.comparingLong(candidate -> -sharedTags(product, candidate));
    return candidates.stream()
        .filter(Product::isActive)
        .sorted(byTags.thenComparing(Product::productId, Comparator.reverseOrder()))
        .limit(MOST)
        .toList();
  }

  private static long sharedTags(Product product, Product candidate) {
    Set<String> tags = new HashSet<>(product.details().tags());
    return candidate.details().tags().stream().filter(tags::contains).count();
  }

  private List<ProductView> shown(List<Product> best) {
    Figures known = orNone(() -> figures.of(best), new Figures(Map.of(), Map.of()));
    return best.stream().map(product -> new ProductView(product, known)).toList();
  }

  private static <T> T orNone(Supplier<T> part, T none) {
    try {
      return part.get();
    } catch (ApiException e) {
      LOG.warn("related products without a part", e);
      return none;
    }
  }
}
