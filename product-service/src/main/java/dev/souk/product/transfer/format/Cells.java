package dev.souk.product.transfer.format;

import dev.souk.kit.error.Errors;
import dev.souk.product.catalog.api.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lists and pairs in one cell of CSV. A {@code \} takes the next character as it is.
 *
 * <p>And what OWASP advises against CSV injection: a cell that a spreadsheet could take for a
 * formula gets a {@code '} before it. One that has it already gets another one, so that it can be
 * told from it.
 */
final class Cells {
  private static final char LIST = '|';
  private static final char PAIR = '=';
  private static final char PATH = '>';
  private static final Pattern SPECIAL = Pattern.compile("[\\\\|=>]");
  private static final Pattern FORMULA =
      Pattern.compile("'*[=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20].*", Pattern.DOTALL);

  private Cells() {}

  /** A text that no spreadsheet takes for a formula. */
  static String guarded(String text) {
    return FORMULA.matcher(text).matches() ? "'" + text : text;
  }

  /** The text that was guarded. */
  static String unguarded(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
  }

  /** The texts of a list. */
  static List<String> list(String cell) {
    return split(cell, LIST).stream().map(Cells::plain).toList();
  }

  static String list(List<String> texts) {
    return texts.stream().map(Cells::escaped).collect(Collectors.joining("|"));
  }

  /** The pairs of a cell. */
  static Map<String, String> pairs(String field, String cell) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : split(cell, LIST)) {
      List<String> parts = split(pair, PAIR);
      if (parts.size() != 2) {
        throw Errors.invalid(field, "must be pairs such as size=M|colour=red");
      }
      if (pairs.put(plain(parts.getFirst()), plain(parts.getLast())) != null) {
        throw Errors.invalid(field, "must have each name once");
      }
    }
    return Map.copyOf(pairs);
  }

  /** The pairs, in the order of their names. */
  static String pairs(Map<String, String> pairs) {
    return new TreeMap<>(pairs)
        .entrySet().stream()
            .map(pair -> escaped(pair.getKey()) + PAIR + escaped(pair.getValue()))
            .collect(Collectors.joining("|"));
  }

  /** The paths of a cell, each by its names from the top down. */
  static List<List<String>> paths(String cell) {
    return split(cell, LIST).stream()
        .map(path -> split(path, PATH).stream().map(name -> Texts.normal(plain(name))).toList())
        .toList();
  }

  static String paths(List<List<String>> paths) {
    return paths.stream()
        .map(path -> path.stream().map(Cells::escaped).collect(Collectors.joining(" > ")))
        .collect(Collectors.joining("|"));
  }

  /** What stands between separators, escapes included; nothing where the text is empty. */
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == separator) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (!text.isEmpty()) {
      parts.add(text.substring(start));
    }
    return parts;
  }

  /** A text without escapes. */
  static String plain(String escaped) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      if (escaped.charAt(i) == '\\' && i + 1 < escaped.length()) {
        i++;
      }
      text.append(escaped.charAt(i));
    }
    return text.toString();
  }

  private static String escaped(String text) {
    return SPECIAL.matcher(text).replaceAll("\\\\$0");
  }
}
