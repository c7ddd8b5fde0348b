package dev.souk.product.transfer.format;

import dev.souk.kit.error.Errors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** SKUs in files. They are looked up before anything else is known of a product. */
final class Skus {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Skus() {}

  /** The text, where it can be a SKU. */
  static String require(String field, String text) {
    if (!FORM.matcher(text).matches()) {
      throw Errors.invalid(
          field,
          "must be a SKU: 1 to 64 letters, digits, '.', '_' and '-', first a letter or digit");
    }
    return text;
  }

  /** Fails unless all are different. */
  static void requireDifferent(String field, List<String> skus) {
    Set<String> seen = new HashSet<>();
    skus.stream()
        .filter(sku -> !seen.add(sku))
        .findFirst()
        .ifPresent(again -> {
          throw Errors.invalid(field, "must not be in another variant too: " + again);
        });
  }
}
