package dev.souk.bench;

import dev.souk.product.search.domain.ProductIndex;
import dev.souk.product.search.domain.SearchDocument;
import dev.souk.product.search.domain.SearchQuery;
import dev.souk.product.search.domain.SearchSort;
import dev.souk.product.search.lucene.IndexFolder;
import dev.souk.product.search.lucene.LuceneProductIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a search costs in a larger index: one of at most a thousand hits, without facets, among a
 * thousand products and among a million. The words of the products follow Zipf's law; the word that
 * is searched for stands in a thousand products of each index.
 */
final class SearchBench {
  private static final List<Integer> SIZES = List.of(1_000, 100_000, 1_000_000);
  private static final int HITS = 1_000;
  private static final int WORDS = 50_000;
  private static final int ROUNDS = 7;
  private static final int CHANGES = 60;

  /** One of so many, and one more. */
  private static final int CHANGED_AT_ONCE = 50_000;

  private static final int WARM_UP = 20_000;
  private static final int SEARCHES = 1_000;
  private static final long SEED = 42;

  private SearchBench() {}

  private record Subject(int size, ProductIndex index, Map<SearchSort, Median> micros) {}

  static void run() throws IOException {
    Path folder = Files.createTempDirectory("souk-search-bench");
    List<Subject> subjects = new ArrayList<>();
    try {
      for (int size : SIZES) {
        subjects.add(
            new Subject(
                size,
                filled(folder.resolve(Integer.toString(size)), size),
                Map.of(SearchSort.RELEVANCE, new Median(), SearchSort.PRICE_ASC, new Median())));
      }
      measure(subjects, "as rebuilt");
      subjects.forEach(subject -> change(subject.index(), subject.size()));
      measure(subjects, "changed since");
    } finally {
      subjects.forEach(subject -> subject.index().close());
      remove(folder);
    }
  }

  private static void measure(List<Subject> subjects, String state) {
    subjects.forEach(subject -> measure(subject, WARM_UP));
    subjects.forEach(subject -> subject.micros().values().forEach(Median::clear));
    for (int round = 0; round < ROUNDS; round++) {
      subjects.forEach(subject -> measure(subject, SEARCHES));
    }
    report(subjects, SearchSort.RELEVANCE, state);
    report(subjects, SearchSort.PRICE_ASC, state);
  }

  private static ProductIndex filled(Path folder, int size) {
    Clock clock = Clock.systemUTC();
    ProductIndex index = new LuceneProductIndex(new IndexFolder(Optional.of(folder), clock), clock);
    Random random = new Random(SEED);
    long started = System.nanoTime();
    try (ProductIndex.Rebuild rebuild = index.rebuild()) {
      for (int i = 0; i < size; i++) {
        rebuild.index(product(i, i % (size / HITS) == 0, random));
      }
      rebuild.complete();
    }
    Report.line("%,d products indexed in %.1f s", size, (System.nanoTime() - started) / 1e9);
    return index;
  }

  /** An index does not stay as a rebuild leaves it: products change, a few at a time. */
  private static void change(ProductIndex index, int size) {
    Random random = new Random(SEED);
    for (int batch = 0; batch < CHANGES; batch++) {
      for (int i = 0; i <= size / CHANGED_AT_ONCE; i++) {
        int number = random.nextInt(size);
        index.index(product(number, number % (size / HITS) == 0, random));
      }
      index.refresh();
    }
  }

  private static SearchDocument product(int number, boolean searchedFor, Random random) {
    return new SearchDocument(
        String.format(Locale.ROOT, "prd_%026d", number),
        1,
        words(4, random) + (searchedFor ? " lantern" : ""),
        words(20, random),
        "brand" + random.nextInt(1_000),
        List.of("tag" + random.nextInt(200)),
        Map.of("colour", Set.of("colour" + random.nextInt(20))),
        List.of("SKU-" + number),
        Set.of("cat_" + random.nextInt(100)),
        "GBP",
        random.nextInt(100_000),
        random.nextInt(10) > 0,
        random.nextInt(50) / 10.0,
        Instant.ofEpochSecond(number));
  }

  private static String words(int count, Random random) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append('w').append((int) Math.pow(WORDS, random.nextDouble())).append(' ');
    }
    return words.toString().strip();
  }

  private static void measure(Subject subject, int searches) {
    subject
        .micros()
        .forEach((sort, micros) -> {
          SearchQuery query =
              new SearchQuery(
                  "lantern", SearchQuery.Filters.NONE, sort, List.of(), 20, Optional.empty());
          long started = System.nanoTime();
          for (int i = 0; i < searches; i++) {
            if (subject.index().search(query).productIds().size() != 20) {
              throw new IllegalStateException("the search finds too little");
            }
          }
          micros.add((System.nanoTime() - started) / 1e3 / searches);
        });
  }

  private static void report(List<Subject> subjects, SearchSort sort, String state) {
    double least = subjects.getFirst().micros().get(sort).value();
    for (Subject subject : subjects) {
      double micros = subject.micros().get(sort).value();
      Report.line(
          "search of %,d hits by %s among %,d, %s: %.0f us; ratio %.2f%s",
          HITS,
          sort.name().toLowerCase(Locale.ROOT),
          subject.size(),
          state,
          micros,
          micros / least,
          subject.size() == SIZES.getLast() ? " (target <= 1.5)" : "");
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
