package dev.souk.product.search.lucene;

import dev.souk.product.search.domain.SearchDocument;
import dev.souk.product.search.text.Words;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;

/** Products as Lucene's documents. */
final class Documents {
  private Documents() {}

  /** A product that can be found. */
  static Document of(SearchDocument product) {
    Document document = gone(product.productId(), product.version());
    key(document, Fields.FOUND, Fields.YES);
    texts(document, product);
    keys(document, product);
    document.add(new LongField(Fields.PRICE, product.price(), Field.Store.NO));
    document.add(new DoubleField(Fields.RATING, product.rating(), Field.Store.NO));
    document.add(
        new LongField(Fields.CREATED, product.createTime().toEpochMilli(), Field.Store.NO));
    return document;
  }

  /** What is left of a product that cannot be found: that this version of it is known. */
  static Document gone(String productId, long version) {
    Document document = new Document();
    document.add(new StringField(Fields.ID, productId, Field.Store.YES));
    document.add(new NumericDocValuesField(Fields.ID_HIGH, Orders.high(productId)));
    document.add(new NumericDocValuesField(Fields.ID_LOW, Orders.low(productId)));
    document.add(new NumericDocValuesField(Fields.VERSION, version));
    return document;
  }

  private static void texts(Document document, SearchDocument product) {
    text(document, "description", product.description());
    spelled(document, "name", product.name());
    spelled(document, "brand", product.brand());
    product.tags().forEach(tag -> spelled(document, "tags", tag));
    product.attributes().values().stream()
        .flatMap(Set::stream)
        .forEach(value -> spelled(document, "attributes", value));
    text(document, Fields.WORDS, product.name() + ' ' + product.brand());
    key(document, Fields.START, Words.start(product.name()));
    document.add(new StoredField(Fields.SHOWN_NAME, product.name()));
  }

  private static void keys(Document document, SearchDocument product) {
    product.skus().forEach(sku -> key(document, Fields.SKU, Words.folded(sku)));
    product
        .categoryIds()
        .forEach(category -> {
          key(document, Fields.CATEGORY, category);
          counted(document, Fields.CATEGORY, category);
        });
    product.tags().stream()
        .distinct()
        .forEach(tag -> {
          key(document, Fields.TAG, Words.folded(tag));
          counted(document, Fields.TAG_SHOWN, tag);
        });
    if (!product.brand().isEmpty()) {
      key(document, Fields.BRAND, Words.folded(product.brand()));
      counted(document, Fields.BRAND_SHOWN, product.brand());
    }
    attributes(product).forEach(pair -> key(document, Fields.ATTRIBUTE, pair));
    key(document, Fields.CURRENCY, product.currency());
    if (product.inStock()) {
      key(document, Fields.IN_STOCK, Fields.YES);
    }
  }

  private static List<String> attributes(SearchDocument product) {
    return product.attributes().entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(value -> Words.pair(entry.getKey(), value)))
        .toList();
  }

  private static void text(Document document, String field, String text) {
    document.add(new TextField(field, text, Field.Store.NO));
  }

  private static void spelled(Document document, String field, String text) {
    text(document, field, text);
    text(document, Fields.SPELLED, text);
  }

  private static void key(Document document, String field, String value) {
    document.add(new StringField(field, value, Field.Store.NO));
  }

  private static void counted(Document document, String field, String value) {
    document.add(new SortedSetDocValuesField(field, new BytesRef(value)));
  }
}
