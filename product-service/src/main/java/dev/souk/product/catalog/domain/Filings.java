package dev.souk.product.catalog.domain;

import java.util.List;

/** Where it is kept which products are to be filed anew. */
public interface Filings {

  /** Everything that is to be done. */
  List<Filing> all();

  /** Adds what is to be done, in place of what was to be done for the same category. */
  void add(Filing filing);

  /**
   * Takes one of them, or keeps it, for a while in which nobody else is given it.
   *
   * @param worker who asks
   */
  boolean take(Filing filing, String worker);

  /** Notes how far it has come; false when it is another one's, or was added anew meanwhile. */
  boolean note(Filing filing, String worker);

  /** Removes what is done, unless it was added anew meanwhile. */
  void done(Filing filing, String worker);
}
