package dev.souk.product.search.domain;

import java.util.List;

/**
 * Where products are found. It knows of each product the version that it was told of: what is older
 * is dropped, so that events may come twice and late.
 *
 * <p>Reading fails with {@code DEPENDENCY_UNAVAILABLE} while there never was a complete index.
 */
public interface ProductIndex extends ProductWriter, AutoCloseable {

  /**
   * Whether other instances write to it, too: what one of them read earlier may then be written
   * later, under the same version, for stock and ratings have none.
   */
  boolean isShared();

  /** Makes what was indexed and deleted so far be seen, and last. */
  void refresh();

  /** A page of what a query finds. */
  SearchPage search(SearchQuery query);

  /** Names of products for what was typed so far, each once, best first. */
  List<Suggestion> suggest(String typed, int limit);

  /** Whether it must be rebuilt: there is none yet, or it may have missed something. */
  boolean isOutdated();

  /**
   * Begins a new index beside the one that serves. Until it is complete, what the index is given
   * goes to both, and what the rebuild is given to the new one alone.
   */
  Rebuild rebuild();

  @Override
  void close();

  /** An index that is being filled. Closed before it is complete, it is thrown away. */
  interface Rebuild extends ProductWriter, AutoCloseable {

    /** From now on the new index serves. */
    void complete();

    @Override
    void close();
  }
}
