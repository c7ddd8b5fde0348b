package dev.souk.product.search.lucene;

import dev.souk.kit.error.Errors;
import dev.souk.product.search.domain.FacetCounts;
import dev.souk.product.search.domain.FacetName;
import dev.souk.product.search.domain.ProductIndex;
import dev.souk.product.search.domain.SearchDocument;
import dev.souk.product.search.domain.SearchPage;
import dev.souk.product.search.domain.SearchPosition;
import dev.souk.product.search.domain.SearchQuery;
import dev.souk.product.search.domain.SearchQuery.Filters;
import dev.souk.product.search.domain.SearchSort;
import dev.souk.product.search.domain.Suggestion;
import dev.souk.product.search.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;

/**
 * The index in this process. Each instance of the service that has one holds all of it, and follows
 * the events by itself.
 */
public final class LuceneProductIndex implements ProductIndex {
  /**
   * An index that was not written to for longer may have missed events: Kafka keeps them so long.
   */
  private static final Duration LASTS = Duration.ofDays(3);

  /** So many hits are looked at before some are skipped: to know which costs more than a few do. */
  private static final int LOOKED_AT = 1000;

  /** Of so many names some may be equal. */
  private static final int NAMES_READ = 5;

  private final IndexFolder folder;
  private final InstantSource clock;
  private final AtomicBoolean rebuilding = new AtomicBoolean();
  private final ReentrantReadWriteLock generations = new ReentrantReadWriteLock();
  private Generation current;
  private boolean complete;
  private boolean outdated;
  private Optional<Generation> next = Optional.empty();

  /** The index in a folder; an unreadable one is thrown away. */
  public LuceneProductIndex(IndexFolder folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
    IndexFolder.Opened opened = folder.open(clock);
    this.current = opened.generation();
    this.complete = opened.complete();
    this.outdated =
        !complete || current.written().orElse(0) < clock.instant().minus(LASTS).toEpochMilli();
  }

  @Override
  public void index(SearchDocument product) {
    generations.readLock().lock();
    try {
      current.index(product);
      next.ifPresent(generation -> generation.index(product));
    } finally {
      generations.readLock().unlock();
    }
  }

  @Override
  public void delete(String productId, long version) {
    generations.readLock().lock();
    try {
      current.delete(productId, version);
      next.ifPresent(generation -> generation.delete(productId, version));
    } finally {
      generations.readLock().unlock();
    }
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public void refresh() {
    generations.readLock().lock();
    try {
      current.refresh();
      next.ifPresent(Generation::refresh);
    } finally {
      generations.readLock().unlock();
    }
  }

  @Override
  public boolean isOutdated() {
    generations.readLock().lock();
    try {
      return outdated;
    } finally {
      generations.readLock().unlock();
    }
  }

  private <T> T read(Generation.Read<T> read) {
    generations.readLock().lock();
    try {
      if (!complete) {
        throw Errors.unavailable("search index");
      }
      return current.read(read);
    } finally {
      generations.readLock().unlock();
    }
  }

  @Override
  public SearchPage search(SearchQuery query) {
    return read(searcher -> search(searcher, query));
  }

  private static SearchPage search(IndexSearcher searcher, SearchQuery query) throws IOException {
    if (query.text().isBlank()) {
      return page(searcher, query, Optional.empty(), false);
    }
    boolean typos = query.after().map(SearchPosition::typos).orElse(false);
    Query text = Queries.text(query.text(), typos);
    SearchPage page = page(searcher, query, Optional.of(text), typos);
    if (typos || !page.productIds().isEmpty() || isFound(searcher, text)) {
      return page;
    }
    return page(searcher, query, Optional.of(Queries.text(query.text(), true)), true);
  }

  /** Whether the text finds anything when nothing else is asked for. */
  private static boolean isFound(IndexSearcher searcher, Query text) throws IOException {
    return searcher.search(Queries.of(Optional.of(text), Filters.NONE), 1).scoreDocs.length > 0;
  }

  private static SearchPage page(
      IndexSearcher searcher, SearchQuery query, Optional<Query> text, boolean typos)
      throws IOException {
    Optional<FieldDoc> after =
        query
            .after()
            .map(position ->
                Orders.after(position, query.sort(), searcher.getIndexReader().maxDoc()));
    TopDocs found =
        searcher.search(
            Queries.of(text, query.filters()),
            new TopFieldCollectorManager(
                Orders.of(query.sort()), query.size() + 1, after.orElse(null), LOOKED_AT));
    List<ScoreDoc> page =
        List.of(found.scoreDocs).subList(0, Math.min(query.size(), found.scoreDocs.length));
    Optional<SearchPosition> next =
        found.scoreDocs.length > query.size() && !page.isEmpty()
            ? Optional.of(Orders.position((FieldDoc) page.getLast(), typos))
            : Optional.empty();
    return new SearchPage(
        page.stream().map(hit -> Orders.productId((FieldDoc) hit)).toList(),
        facets(searcher, query, text),
        next);
  }

  private static List<FacetCounts> facets(
      IndexSearcher searcher, SearchQuery query, Optional<Query> text) throws IOException {
    List<FacetCounts> counts = new ArrayList<>();
    for (FacetName name : query.facets()) {
      Query others = Queries.of(text, query.filters().without(name));
      counts.add(searcher.search(others, new Facets(name)));
    }
    return counts;
  }

  @Override
  public List<Suggestion> suggest(String typed, int limit) {
    return Queries.suggest(typed)
        .map(query -> read(searcher -> suggest(searcher, query, limit)))
        .orElseGet(List::of);
  }

  private static List<Suggestion> suggest(IndexSearcher searcher, Query query, int limit)
      throws IOException {
    List<Suggestion> suggestions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ScoreDoc found :
        searcher.search(query, limit * NAMES_READ, Orders.of(SearchSort.RELEVANCE)).scoreDocs) {
      var stored = searcher.storedFields().document(found.doc);
      String name = stored.get(Fields.SHOWN_NAME);
      if (suggestions.size() < limit && names.add(Words.start(name))) {
        suggestions.add(new Suggestion(name, stored.get(Fields.ID)));
      }
    }
    return suggestions;
  }

  @Override
  public Rebuild rebuild() {
    if (!rebuilding.compareAndSet(false, true)) {
      throw new IllegalStateException("the index is being rebuilt already");
    }
    try {
      IndexFolder.Made made = folder.make(clock);
      generations.writeLock().lock();
      try {
        next = Optional.of(made.generation());
      } finally {
        generations.writeLock().unlock();
      }
      return new Filling(made);
    } catch (RuntimeException e) {
      rebuilding.set(false);
      throw e;
    }
  }

  private final class Filling implements Rebuild {
    private final IndexFolder.Made made;
    private boolean open = true;

    private Filling(IndexFolder.Made made) {
      this.made = made;
    }

    @Override
    public void index(SearchDocument product) {
      made.generation().index(product);
    }

    @Override
    public void delete(String productId, long version) {
      made.generation().delete(productId, version);
    }

    @Override
    public void complete() {
      made.generation().refresh();
      made.generation().compact();
      generations.writeLock().lock();
      try {
        made.generation().refresh();
        made.generation().commit();
        folder.use(made);
        current.close();
        current = made.generation();
        complete = true;
        outdated = false;
        end();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        generations.writeLock().unlock();
      }
      folder.clean(made);
    }

    private void end() {
      next = Optional.empty();
      open = false;
      rebuilding.set(false);
    }

    @Override
    public void close() {
      generations.writeLock().lock();
      try {
        if (open) {
          end();
          made.generation().discard();
        }
      } finally {
        generations.writeLock().unlock();
      }
    }
  }

  @Override
  public void close() {
    generations.writeLock().lock();
    try {
      current.close();
      next.ifPresent(Generation::discard);
      next = Optional.empty();
      complete = false;
    } finally {
      generations.writeLock().unlock();
    }
  }
}
