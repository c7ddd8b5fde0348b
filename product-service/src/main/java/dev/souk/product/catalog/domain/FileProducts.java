package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lists the products of a category that moved under its new ancestors, a page at a time, noting how
 * far it came: whoever goes on begins there. A product that was being written while the category
 * moved may be filed as it was before, and behind the page that is being read; so it is only done
 * with a reading that began when every such write had ended.
 */
public final class FileProducts {
  /** Longer than any call that writes a product. */
  static final Duration WRITES_END = Duration.ofMinutes(1);

  private static final int PAGE = 50;
  private static final int ATTEMPTS = 10;
  private static final List<ProductStatus> LISTS = List.of(ProductStatus.values());

  private final Filings filings;
  private final Products products;
  private final Categories categories;
  private final CountProducts counts;
  private final Clock clock;
  private final Consumer<String> changed;

  /** Files products kept there, by the clock, and says the id of each that it changed. */
  public FileProducts(
      Filings filings,
      Products products,
      Categories categories,
      CountProducts counts,
      Clock clock,
      Consumer<String> changed) {
    this.filings = filings;
    this.products = products;
    this.categories = categories;
    this.counts = counts;
    this.clock = clock;
    this.changed = changed;
  }

  /** Files every product anew, and counts it: the way to repair both. */
  public void addAll() {
    filings.add(Filing.starting("", clock.instant()));
  }

  /** Does what is to be done, as far as nobody else is at it. */
  public void run(String worker) {
    for (Filing filing : filings.all()) {
      if (!filing.begun().isAfter(clock.instant())) {
        work(filing, worker);
      }
    }
  }

  private void work(Filing begun, String worker) {
    Filing filing = begun;
    while (filings.take(filing, worker)) {
      ProductQuery query =
          new ProductQuery(filing.categoryId(), "", ProductStatus.valueOf(filing.list()));
      Optional<String> after = Optional.of(filing.after()).filter(id -> !id.isEmpty());
      List<String> page = products.list(query, after, PAGE);
      page.forEach(this::file);
      counts.count(page);
      Optional<Filing> next = next(filing, page);
      if (next.isEmpty()) {
        finish(filing, worker);
        return;
      }
      if (!filings.note(next.get(), worker)) {
        return;
      }
      filing = next.get();
    }
  }

  /** The page behind, or the next list; nothing at the end of the last one. */
  private static Optional<Filing> next(Filing filing, List<String> page) {
    if (page.size() == PAGE) {
      return Optional.of(filing.at(filing.list(), page.getLast()));
    }
    int list = LISTS.indexOf(ProductStatus.valueOf(filing.list())) + 1;
    return list < LISTS.size()
        ? Optional.of(filing.at(LISTS.get(list).name(), ""))
        : Optional.empty();
  }

  private void finish(Filing filing, String worker) {
    Instant settled = filing.since().plus(WRITES_END);
    if (filing.begun().isBefore(settled)) {
      boolean _ = filings.note(filing.again(settled), worker);
    } else {
      filings.done(filing, worker);
    }
  }

  private void file(String productId) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Product> before = products.find(productId).filter(product -> !product.isDeleted());
      if (before.isEmpty() || isFiled(before.get())) {
        return;
      }
    }
    throw Errors.contention("product");
  }

  private boolean isFiled(Product before) {
    List<String> filed = categories.filed(before);
    if (filed.equals(before.filed())) {
      return true;
    }
    if (products.replace(before, before.filed(filed)) instanceof ProductWrite.Written) {
      changed.accept(before.productId());
      return true;
    }
    return false;
  }
}
