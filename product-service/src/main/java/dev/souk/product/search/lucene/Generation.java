package dev.souk.product.search.lucene;

import dev.souk.product.search.domain.SearchDocument;
import dev.souk.product.search.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** One Lucene index. What is written is seen and lasts from the next refresh on. */
final class Generation implements AutoCloseable {
  private static final double BUFFER_MEGABYTES = 16;

  /** A search looks up its words in each segment: few of them are worth to write more often. */
  private static final double SEGMENTS_PER_TIER = 4;

  /** While an index is filled nobody waits for a refresh, but memory is no place for it all. */
  private static final int MOST_UNSEEN = 10_000;

  /** Beside what was written last, when that was. */
  private static final String WRITTEN = "written";

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** The versions that were written and that searches do not see yet. */
  private final Map<String, Long> unseen = new HashMap<>();

  /** What is done with an index as it is at one moment. */
  @FunctionalInterface
  interface Read<T> {
    T in(IndexSearcher searcher) throws IOException;
  }

  private Generation(Directory directory, IndexWriter writer, InstantSource clock)
      throws IOException {
    this.directory = directory;
    this.writer = writer;
    this.clock = clock;
    this.searchers = new SearcherManager(writer, null);
  }

  /**
   * Opens the index in a directory, a new one where there is none.
   *
   * @throws IOException when what is there cannot be read
   */
  static Generation open(Directory directory, InstantSource clock) throws IOException {
    IndexWriterConfig config =
        new IndexWriterConfig(new FieldAnalyzers())
            .setRAMBufferSizeMB(BUFFER_MEGABYTES)
            .setMergePolicy(new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_PER_TIER));
    IndexWriter writer = new IndexWriter(directory, config);
    try {
      return new Generation(directory, writer, clock);
    } catch (IOException | RuntimeException e) {
      writer.rollback();
      throw e;
    }
  }

  void index(SearchDocument product) {
    write(product.productId(), product.version(), Documents.of(product));
  }

  void delete(String productId, long version) {
    write(productId, version, Documents.gone(productId, version));
  }

  private void write(String productId, long version, Document document) {
    lock.lock();
    try {
      if (version >= known(productId)) {
        writer.updateDocument(new Term(Fields.ID, productId), document);
        unseen.put(productId, version);
        if (unseen.size() >= MOST_UNSEEN) {
          show();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private long known(String productId) {
    @Nullable Long version = unseen.get(productId);
    return version == null ? read(searcher -> stored(searcher, productId)) : version;
  }

  private static long stored(IndexSearcher searcher, String productId) throws IOException {
    Term id = new Term(Fields.ID, productId);
    for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
      PostingsEnum found = segment.reader().postings(id, PostingsEnum.NONE);
      NumericDocValues versions = segment.reader().getNumericDocValues(Fields.VERSION);
      Bits live = segment.reader().getLiveDocs();
      while (found != null && found.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        if ((live == null || live.get(found.docID())) && versions.advanceExact(found.docID())) {
          return versions.longValue();
        }
      }
    }
    return 0;
  }

  void refresh() {
    lock.lock();
    try {
      if (!unseen.isEmpty()) {
        commit();
        show();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private void show() throws IOException {
    searchers.maybeRefreshBlocking();
    unseen.clear();
  }

  /**
   * Makes one segment of all there are. Meanwhile it can be written to, and what is written is
   * seen.
   */
  void compact() {
    try {
      writer.forceMerge(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes it last, empty too. */
  void commit() throws IOException {
    writer.setLiveCommitData(Map.of(WRITTEN, Long.toString(clock.millis())).entrySet());
    writer.commit();
  }

  /** When it was last written to, in epoch milliseconds. */
  OptionalLong written() {
    for (Map.Entry<String, String> entry : writer.getLiveCommitData()) {
      if (entry.getKey().equals(WRITTEN)) {
        return OptionalLong.of(Long.parseLong(entry.getValue()));
      }
    }
    return OptionalLong.empty();
  }

  <T> T read(Read<T> read) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        return read.in(searcher);
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws it away, and ends at once what is being merged. */
  void discard() {
    lock.lock();
    try (directory;
        searchers) {
      unseen.clear();
      writer.rollback();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** Searches under way go on until they end. */
  @Override
  public void close() {
    lock.lock();
    try (directory;
        writer;
        searchers) {
      unseen.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** What is found by words as they are written, and everything else without their endings. */
  private static final class FieldAnalyzers extends DelegatingAnalyzerWrapper {
    private FieldAnalyzers() {
      super(PER_FIELD_REUSE_STRATEGY);
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String fieldName) {
      return switch (fieldName) {
        case Fields.WORDS -> Words.whole();
        case Fields.SPELLED -> Words.spelled();
        default -> Words.stems();
      };
    }
  }
}
