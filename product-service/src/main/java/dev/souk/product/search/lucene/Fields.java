package dev.souk.product.search.lucene;

/** The fields of the index beside those of {@link dev.souk.product.search.text.Boosts}. */
final class Fields {
  static final String ID = "id";

  /**
   * The bits of the id, by which equals are ordered: numbers are compared without being looked up.
   */
  static final String ID_HIGH = "idHigh";

  static final String ID_LOW = "idLow";
  static final String VERSION = "version";

  /** In every product that can be found; absent in what is only known to be gone. */
  static final String FOUND = "found";

  static final String SKU = "sku";
  static final String CATEGORY = "category";
  static final String TAG = "tag";
  static final String TAG_SHOWN = "tagShown";
  static final String BRAND = "brandKey";
  static final String BRAND_SHOWN = "brandShown";
  static final String ATTRIBUTE = "attribute";
  static final String CURRENCY = "currency";
  static final String PRICE = "price";
  static final String RATING = "rating";
  static final String CREATED = "created";
  static final String IN_STOCK = "inStock";

  /** Whole words of name and brand. */
  static final String WORDS = "words";

  /** Words as they are written, of everything but the description. */
  static final String SPELLED = "spelled";

  /** The name from its beginning. */
  static final String START = "start";

  static final String SHOWN_NAME = "shownName";
  static final String YES = "1";

  private Fields() {}
}
