package dev.souk.cart.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.cart.domain.Offer;
import dev.souk.kit.money.Amount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentOffersTest {
  private final AtomicLong nanos = new AtomicLong();
  private final List<Set<String>> asked = new ArrayList<>();
  private final Map<String, Offer> catalog = new HashMap<>();
  private final RecentOffers offers =
      new RecentOffers(this::find, Duration.ofSeconds(1), nanos::get);

  private Map<String, Offer> find(Set<String> skus) {
    asked.add(skus);
    Map<String, Offer> found = new HashMap<>(catalog);
    found.keySet().retainAll(skus);
    return found;
  }

  @Test
  void only_what_is_not_known_is_asked_for_in_one_call() {
    offer("A", 1);
    offer("B", 2);
    assertThat(offers.find(Set.of("A"))).containsOnlyKeys("A");
    assertThat(offers.find(Set.of("A", "B", "C"))).containsOnlyKeys("A", "B");
    assertThat(offers.find(Set.of("A", "B", "C"))).containsOnlyKeys("A", "B");
    assertThat(asked).containsExactly(Set.of("A"), Set.of("B", "C"));
  }

  @Test
  void a_price_is_never_older_than_the_memory() {
    offer("A", 1);
    offers.find(Set.of("A"));
    offer("A", 2);
    nanos.addAndGet(Duration.ofMillis(999).toNanos());
    assertThat(price("A")).isEqualTo(1);
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(price("A")).isEqualTo(2);
  }

  private long price(String sku) {
    Offer offer = offers.find(Set.of(sku)).get(sku);
    assertThat(offer).isNotNull();
    return offer.price().minorUnits();
  }

  private void offer(String sku, long pence) {
    catalog.put(sku, new Offer(sku, "prd_" + sku, "Hat", new Amount("GBP", pence), 5));
  }
}
