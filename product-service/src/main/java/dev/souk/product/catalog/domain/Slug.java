package dev.souk.product.catalog.domain;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Readable parts of addresses. */
final class Slug {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
  private static final int LONGEST = 60;
  private static final int SUFFIX = 8;

  private Slug() {}

  /** The name in plain letters, and the end of the id, which is random: 40 bits. */
  static String of(String name, String productId) {
    String letters = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
    String words = OTHERS.matcher(letters.toLowerCase(Locale.ROOT)).replaceAll("-");
    String readable = trimmed(words.length() > LONGEST ? words.substring(0, LONGEST) : words);
    String suffix = productId.substring(productId.length() - SUFFIX);
    return readable.isEmpty() ? suffix : readable + '-' + suffix;
  }

  private static String trimmed(String words) {
    int start = words.startsWith("-") ? 1 : 0;
    int end = words.endsWith("-") ? words.length() - 1 : words.length();
    return start < end ? words.substring(start, end) : "";
  }
}
