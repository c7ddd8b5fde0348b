package dev.souk.product.search.lucene;

import dev.souk.product.search.domain.FacetCounts;
import dev.souk.product.search.domain.FacetName;
import dev.souk.product.search.domain.PriceBand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Counts values of what is found, segment by segment: as numbers first, then by their names. */
final class Facets implements CollectorManager<Facets.Counter, FacetCounts> {
  private final FacetName name;

  Facets(FacetName name) {
    this.name = name;
  }

  /** Counts in one thread. */
  abstract static class Counter extends SimpleCollector {
    final Map<String, Long> counts = new HashMap<>();

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }
  }

  @Override
  public Counter newCollector() {
    return switch (name) {
      case CATEGORIES -> new Values(Fields.CATEGORY);
      case TAGS -> new Values(Fields.TAG_SHOWN);
      case BRAND -> new Values(Fields.BRAND_SHOWN);
      case PRICE -> new Prices();
    };
  }

  @Override
  public FacetCounts reduce(Collection<Counter> counters) {
    Map<String, Long> counts = new HashMap<>();
    counters.forEach(
        counter -> counter.counts.forEach((value, count) -> counts.merge(value, count, Long::sum)));
    return name == FacetName.PRICE ? prices(counts) : FacetCounts.mostFrequent(name, counts);
  }

  private static FacetCounts prices(Map<String, Long> counts) {
    List<FacetCounts.Bucket> bands = new ArrayList<>();
    PriceBand.ALL.forEach(band ->
        bands.add(new FacetCounts.Bucket(band.value(), counts.getOrDefault(band.value(), 0L))));
    return FacetCounts.prices(bands);
  }

  private static final class Values extends Counter {
    private final String field;
    private SortedSetDocValues values = DocValues.emptySortedSet();
    private int[] found = {};

    private Values(String field) {
      this.field = field;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext segment) throws IOException {
      values = DocValues.getSortedSet(segment.reader(), field);
      found = new int[Math.toIntExact(values.getValueCount())];
    }

    @Override
    public void collect(int document) throws IOException {
      if (values.advanceExact(document)) {
        for (int i = 0; i < values.docValueCount(); i++) {
          found[(int) values.nextOrd()]++;
        }
      }
    }

    @Override
    public void finish() throws IOException {
      for (int ord = 0; ord < found.length; ord++) {
        if (found[ord] > 0) {
          counts.merge(values.lookupOrd(ord).utf8ToString(), (long) found[ord], Long::sum);
        }
      }
    }
  }

  private static final class Prices extends Counter {
    private SortedNumericDocValues prices = DocValues.emptySortedNumeric();
    private final int[] found = new int[PriceBand.ALL.size()];

    @Override
    protected void doSetNextReader(LeafReaderContext segment) throws IOException {
      prices = DocValues.getSortedNumeric(segment.reader(), Fields.PRICE);
    }

    @Override
    public void collect(int document) throws IOException {
      if (prices.advanceExact(document)) {
        found[PriceBand.indexOf(prices.nextValue())]++;
      }
    }

    @Override
    public void finish() {
      IntStream.range(0, found.length)
          .forEach(band -> counts.put(PriceBand.ALL.get(band).value(), (long) found[band]));
    }
  }
}
