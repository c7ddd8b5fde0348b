package dev.souk.product.search.lucene;

import dev.souk.product.search.domain.SearchPosition;
import dev.souk.product.search.domain.SearchSort;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.util.BytesRef;

/** The orders of what is found; product ids, each of which there is once, decide between equals. */
final class Orders {
  private static final SortField ID = new SortField(Fields.ID, SortField.Type.STRING);

  private Orders() {}

  static Sort of(SearchSort sort) {
    return new Sort(
        switch (sort) {
          case RELEVANCE -> SortField.FIELD_SCORE;
          case NEWEST ->
              LongField.newSortField(Fields.CREATED, true, SortedNumericSelector.Type.MIN);
          case PRICE_ASC ->
              LongField.newSortField(Fields.PRICE, false, SortedNumericSelector.Type.MIN);
          case PRICE_DESC ->
              LongField.newSortField(Fields.PRICE, true, SortedNumericSelector.Type.MIN);
          case RATING ->
              DoubleField.newSortField(Fields.RATING, true, SortedNumericSelector.Type.MIN);
        },
        ID);
  }

  /** Where a page ended that ended with this document. */
  static SearchPosition position(FieldDoc last, boolean typos) {
    return new SearchPosition(
        typos, String.valueOf(last.fields[0]), ((BytesRef) last.fields[1]).utf8ToString());
  }

  /** The place in an index of a number of documents to go on after. */
  static FieldDoc after(SearchPosition position, SearchSort sort, int documents) {
    Object value =
        switch (sort) {
          case RELEVANCE -> Float.valueOf(position.value());
          case RATING -> Double.valueOf(position.value());
          case NEWEST, PRICE_ASC, PRICE_DESC -> Long.valueOf(position.value());
        };
    // With the highest number the product itself, wherever it is, comes not after itself.
    return new FieldDoc(
        Math.max(0, documents - 1),
        Float.NaN,
        new Object[] {value, new BytesRef(position.productId())});
  }
}
