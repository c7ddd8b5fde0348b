package dev.souk.product.search.event;

import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.event.EventHandler;
import dev.souk.product.catalog.domain.Products;
import dev.souk.product.catalog.event.ProductEvents;
import dev.souk.product.inventory.event.StockEvents;
import dev.souk.product.review.event.ReviewEvents;
import dev.souk.product.search.domain.IndexProducts;
import dev.souk.product.search.domain.ProductIndex;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index up to date. Events say which products changed; what they have become is read from
 * the store, of those that came together at once. So an event that comes twice or late indexes
 * nothing old.
 */
public final class ProductFollower implements EventHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProductFollower.class);

  /** Whose events it must be told. */
  public static final List<String> TOPICS =
      List.of(ProductEvents.TOPIC, ReviewEvents.TOPIC, StockEvents.TOPIC);

  private final IndexProducts indexProducts;
  private final Products products;
  private final ProductIndex index;
  private final Rebuilds rebuilds;
  private final Counter failed;
  private final ChangedProducts changed = new ChangedProducts();

  /** Keeps the index, and has it rebuilt when it is outdated. */
  public ProductFollower(
      IndexProducts indexProducts,
      Products products,
      ProductIndex index,
      Rebuilds rebuilds,
      MeterRegistry metrics) {
    this.indexProducts = indexProducts;
    this.products = products;
    this.index = index;
    this.rebuilds = rebuilds;
    this.failed =
        Counter.builder("souk.search.unindexed")
            .description("Products that could not be indexed: a defect, or a corrupt item")
            .register(metrics);
  }

  /** Not before: what changes while the index is rebuilt must come as an event. */
  @Override
  public void begun() {
    if (index.isOutdated()) {
      rebuilds.want();
    }
  }

  @Override
  public void handle(EventEnvelope event) {
    changed.add(event);
  }

  @Override
  public void handled() {
    Set<String> productIds = changed.productIds(products);
    if (!productIds.isEmpty()) {
      follow(productIds);
    }
    changed.clear();
  }

  private void follow(Set<String> productIds) {
    try {
      indexProducts.follow(productIds, index);
    } catch (ApiException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("cannot index {} products together: trying each", productIds.size(), e);
      productIds.forEach(this::follow);
    }
  }

  private void follow(String productId) {
    try {
      indexProducts.follow(List.of(productId), index);
    } catch (ApiException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("cannot index {}", productId, e);
      failed.increment();
    }
  }
}
