package dev.souk.product.search.event;

import dev.souk.event.v1.EventEnvelope;
import dev.souk.event.v1.ProductChanged;
import dev.souk.event.v1.ProductDeleted;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.event.EventHandler;
import dev.souk.kit.event.PoisonException;
import dev.souk.kit.id.Ids;
import dev.souk.product.search.domain.IndexProducts;
import dev.souk.product.search.domain.ProductIndex;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashSet;
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
  private static final Set<String> TYPES =
      Set.of(
          ProductChanged.getDescriptor().getFullName(),
          ProductDeleted.getDescriptor().getFullName());

  private final IndexProducts indexProducts;
  private final ProductIndex index;
  private final Rebuilds rebuilds;
  private final Counter failed;
  private final Set<String> changed = new LinkedHashSet<>();

  /** Keeps the index, and has it rebuilt when it is outdated. */
  public ProductFollower(
      IndexProducts indexProducts, ProductIndex index, Rebuilds rebuilds, MeterRegistry metrics) {
    this.indexProducts = indexProducts;
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
    if (!TYPES.contains(event.getType())) {
      return;
    }
    if (!Ids.isValid("prd", event.getAggregateId())) {
      throw new PoisonException("it is of no product");
    }
    changed.add(event.getAggregateId());
  }

  @Override
  public void handled() {
    if (changed.isEmpty()) {
      return;
    }
    try {
      indexProducts.index(changed, index);
    } catch (ApiException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("cannot index {} products together: trying each", changed.size(), e);
      changed.forEach(this::index);
    }
    index.refresh();
    changed.clear();
  }

  private void index(String productId) {
    try {
      indexProducts.index(List.of(productId), index);
    } catch (ApiException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("cannot index {}", productId, e);
      failed.increment();
    }
  }
}
