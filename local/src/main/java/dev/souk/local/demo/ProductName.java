package dev.souk.local.demo;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a readable name of a description in capitals with odd spacing. */
final class ProductName {
  private static final Pattern WORD = Pattern.compile("[\\p{L}']+");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Set<String> SMALL =
      Set.of("a", "and", "at", "for", "from", "in", "of", "on", "or", "the", "to", "with");
  private static final Set<String> CAPITALS = Set.of("TV", "UK", "USA", "LED", "BBQ", "CD", "DVD");

  private ProductName() {}

  static String tidy(String description) {
    String spaced = SPACE.matcher(description.strip()).replaceAll(" ");
    Matcher words = WORD.matcher(spaced);
    StringBuilder name = new StringBuilder();
    while (words.find()) {
      words.appendReplacement(name, Matcher.quoteReplacement(cased(spaced, words)));
    }
    return words.appendTail(name).toString().replaceAll("[,.;]+$", "").strip();
  }

  private static String cased(String text, Matcher word) {
    String lower = word.group().toLowerCase(Locale.ROOT);
    char before = word.start() == 0 ? ' ' : text.charAt(word.start() - 1);
    if (Character.isDigit(before)) {
      return lower; // a unit: 500g, 45x45cm
    }
    if (CAPITALS.contains(word.group())) {
      return word.group();
    }
    if (SMALL.contains(lower) && word.start() > 0 && before == ' ') {
      return lower;
    }
    int first = lower.startsWith("'") && lower.length() > 1 ? 1 : 0;
    return lower.substring(0, first)
        + lower.substring(first, first + 1).toUpperCase(Locale.ROOT)
        + lower.substring(first + 1);
  }
}
