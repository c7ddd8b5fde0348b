package dev.souk.product.search.lucene;

import dev.souk.kit.id.Ids;
import dev.souk.product.search.domain.SearchPosition;
import dev.souk.product.search.domain.SearchSort;
import java.util.UUID;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;

/**
 * The orders of what is found; product ids, each of which there is once, decide between equals. An
 * id is two numbers there, their bits turned so that they compare as ids do.
 */
final class Orders {
  private static final String PRODUCT = "prd";
  private static final SortField ID_HIGH = new SortField(Fields.ID_HIGH, SortField.Type.LONG);
  private static final SortField ID_LOW = new SortField(Fields.ID_LOW, SortField.Type.LONG);

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
        ID_HIGH,
        ID_LOW);
  }

  static long high(String productId) {
    return Ids.uuidOf(productId).getMostSignificantBits() ^ Long.MIN_VALUE;
  }

  static long low(String productId) {
    return Ids.uuidOf(productId).getLeastSignificantBits() ^ Long.MIN_VALUE;
  }

  /** Where a page ended that ended with this document. */
  static SearchPosition position(FieldDoc last, boolean typos) {
    return new SearchPosition(typos, String.valueOf(last.fields[0]), productId(last));
  }

  /** The product that was found: it is part of every order. */
  static String productId(FieldDoc found) {
    return Ids.of(
        PRODUCT,
        new UUID((Long) found.fields[1] ^ Long.MIN_VALUE, (Long) found.fields[2] ^ Long.MIN_VALUE));
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
        new Object[] {value, high(position.productId()), low(position.productId())});
  }
}
