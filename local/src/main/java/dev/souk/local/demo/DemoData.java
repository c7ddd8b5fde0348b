package dev.souk.local.demo;

import dev.souk.local.Progress;
import dev.souk.local.StackConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Loads the demo accounts and the demo catalog through the services' own RPCs: once for a data
 * folder, going on where an earlier loading was interrupted.
 */
public final class DemoData {
  private static final int CONCURRENT = 8;
  private static final int STEP = 400;

  private final StackConfig config;
  private final Progress progress;
  private final InstantSource clock;

  /** Demo data for the running services of a stack. */
  public DemoData(StackConfig config, Progress progress, InstantSource clock) {
    this.config = config;
    this.progress = progress;
    this.clock = clock;
  }

  /** Loads what is not loaded; returns when all of it is there. */
  public void ensure() throws IOException {
    Path loaded = config.data().resolve("demo-data-loaded");
    if (!Files.exists(loaded)) {
      load(DemoCatalog.load());
      Files.createFile(loaded);
    }
  }

  /** Loads without looking whether it was done before. */
  void load(DemoCatalog catalog) throws IOException {
    report(catalog.refused());
    try (DemoShop shop = new DemoShop(config.ports());
        DemoSession admin = new DemoSession(shop, DemoAccount.ADMIN, clock)) {
      new DemoAccounts(shop, clock).ensure(admin);
      Map<DemoCategory, String> shelves = new DemoShelves(shop).ensure(admin);
      try (DemoSession seller = new DemoSession(shop, DemoAccount.SELLER, clock)) {
        offerAll(catalog.products(), new DemoOffer(shop, seller), shelves, seller);
      }
    }
  }

  private void offerAll(
      List<DemoProduct> products,
      DemoOffer offer,
      Map<DemoCategory, String> shelves,
      DemoSession seller) {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(CONCURRENT, Thread.ofVirtual().factory())) {
      for (int from = 0; from < products.size(); from += STEP) {
        int to = Math.min(from + STEP, products.size());
        seller.keepAlive();
        List<Future<?>> step = new ArrayList<>();
        for (DemoProduct product : products.subList(from, to)) {
          step.add(threads.submit(() -> offer.ensure(product, categoryOf(product, shelves))));
        }
        await(step);
        progress.done("demo data: %,d of %,d products".formatted(to, products.size()));
      }
    }
  }

  private static String categoryOf(DemoProduct product, Map<DemoCategory, String> shelves) {
    return Objects.requireNonNull(shelves.get(product.category()));
  }

  private static void await(List<Future<?>> step) {
    try {
      for (Future<?> future : step) {
        future.get();
      }
    } catch (ExecutionException e) {
      step.forEach(f -> f.cancel(true));
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      step.forEach(f -> f.cancel(true));
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private void report(List<RefusedRow> refused) throws IOException {
    Path file = config.logs().resolve("demo-data-refused.csv");
    Files.write(file, refused.stream().map(RefusedRow::toCsv).toList());
    progress.done(
        "demo data: %d rows of the sample are no goods (%s)".formatted(refused.size(), file));
  }
}
