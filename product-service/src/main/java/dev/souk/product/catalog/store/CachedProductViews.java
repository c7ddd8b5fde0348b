package dev.souk.product.catalog.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.souk.product.catalog.domain.ProductView;
import dev.souk.product.catalog.domain.ProductViews;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Duration;
import java.util.Optional;

/**
 * Products kept in memory for a moment: a view, its stock figures included, is at most {@link
 * #STALENESS} behind, and most often less, for a product that changes is forgotten by every
 * instance when its event comes. Prices that are charged never come from here. That a product does
 * not exist is not kept.
 */
public final class CachedProductViews implements ProductViews {
  /** How old a view may be. */
  public static final Duration STALENESS = Duration.ofSeconds(2);

  private static final int CAPACITY = 10_000;

  private final ProductViews source;
  private final Cache<String, ProductView> cache;

  /** Keeps views of the source by the ticker's time. */
  public CachedProductViews(ProductViews source, Ticker ticker) {
    this.source = source;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(CAPACITY)
            .expireAfterWrite(STALENESS)
            .ticker(ticker)
            .recordStats()
            .build();
  }

  /** Shows operators how often what was asked for was known. */
  public void bindTo(MeterRegistry metrics) {
    CaffeineCacheMetrics.monitor(metrics, cache, "product-views");
  }

  @Override
  public Optional<ProductView> find(String productId) {
    return Optional.ofNullable(cache.get(productId, id -> source.find(id).orElse(null)));
  }

  /** Forgets a product that changed, and what is being read of it now. */
  public void forget(String productId) {
    cache.invalidate(productId);
  }
}
