package dev.souk.cart.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.souk.cart.domain.Offer;
import dev.souk.cart.domain.Offers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Offers as they were at most so long ago, so that filling a cart does not ask for the same lines
 * again and again. A price in a cart may be that old; an order reads prices anew, consistently.
 * What is not for sale is remembered too.
 */
public final class RecentOffers implements Offers {
  private static final int MOST_SKUS = 20_000;

  private final Offers catalog;
  private final Cache<String, Optional<Offer>> recent;

  /** Remembers the catalog's answers for the time, by the ticker. */
  public RecentOffers(Offers catalog, Duration memory, Ticker ticker) {
    this.catalog = catalog;
    this.recent =
        Caffeine.newBuilder()
            .expireAfterWrite(memory)
            .maximumSize(MOST_SKUS)
            .ticker(ticker)
            .executor(Runnable::run)
            .recordStats()
            .build();
  }

  /** Shows operators how often what was asked for was known. */
  public void bindTo(MeterRegistry metrics) {
    CaffeineCacheMetrics.monitor(metrics, recent, "offers");
  }

  @Override
  public Map<String, Offer> find(Set<String> skus) {
    Map<String, Optional<Offer>> known = new HashMap<>(recent.getAllPresent(skus));
    Set<String> missing = new HashSet<>(skus);
    missing.removeAll(known.keySet());
    if (!missing.isEmpty()) {
      Map<String, Offer> found = catalog.find(missing);
      missing.forEach(sku -> known.put(sku, Optional.ofNullable(found.get(sku))));
      missing.forEach(sku -> recent.put(sku, Optional.ofNullable(found.get(sku))));
    }
    Map<String, Offer> offers = new HashMap<>();
    known.forEach((sku, offer) -> offer.ifPresent(value -> offers.put(sku, value)));
    return offers;
  }
}
