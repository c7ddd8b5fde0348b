package dev.souk.product.search.text;

import java.util.Map;

/** Where a word counts for how much: a name says more of a product than its description. */
public final class Boosts {
  /** By field. */
  public static final Map<String, Float> BY_FIELD =
      Map.of("name", 8f, "brand", 4f, "tags", 3f, "attributes", 2f, "description", 1f);

  /** What fields beside the best one add. */
  public static final float OTHERS = 0.1f;

  /** For a SKU that is the whole query. */
  public static final float SKU = 100f;

  private Boosts() {}
}
