package dev.souk.product.catalog.api;

import dev.souk.kit.error.Errors;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts as they are kept: in Unicode's normal form C, without spaces around. */
public final class Texts {
  private Texts() {}

  /** So that what looks the same is the same. */
  public static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
  }

  /** Each as it is kept, those that come again left out. */
  public static List<String> normal(List<String> texts) {
    return texts.stream().map(Texts::normal).filter(text -> !text.isEmpty()).distinct().toList();
  }

  /**
   * Fails with {@code INVALID_FIELD} when a name or a value is blank, or two names are the same.
   */
  public static Map<String, String> normal(String field, Map<String, String> pairs) {
    Map<String, String> normal = new HashMap<>();
    pairs.forEach((name, value) -> {
      String kept = normal(name);
      if (kept.isEmpty() || normal(value).isEmpty()) {
        throw Errors.invalid(field, "must have names and values that are not blank");
      }
      if (normal.put(kept, normal(value)) != null) {
        throw Errors.invalid(field, "must have each name once");
      }
    });
    return Map.copyOf(normal);
  }
}
