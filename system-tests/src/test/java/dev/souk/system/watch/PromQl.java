package dev.souk.system.watch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the series that a PromQL expression is about; as much of the language as Souk's rules use.
 */
final class PromQl {
  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern STRING = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");
  private static final Pattern SELECTOR =
      Pattern.compile("\\b([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\{[^}]*})?(?!\\s*\\(|[a-zA-Z0-9_:])");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)\\s*(=~|!~|!=|=)\\s*§(\\d+)");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

  private PromQl() {}

  /**
   * A selector.
   *
   * @param labels that it asks for
   * @param values what labels have to be
   */
  record Selector(String metric, Set<String> labels, List<String> values) {}

  static List<Selector> selectors(String expression) {
    List<String> strings = new ArrayList<>();
    // Strings first: they may hold anything.
    String text =
        STRING
            .matcher(expression)
            .replaceAll(found -> {
              strings.add(found.group());
              return "§" + (strings.size() - 1);
            });
    text = GROUPING.matcher(text).replaceAll(" ").replaceAll("\\[[^]]*]", " ");
    List<Selector> selectors = new ArrayList<>();
    Matcher found = SELECTOR.matcher(text);
    while (found.find()) {
      if (!WORDS.contains(found.group(1))) {
        selectors.add(selector(found.group(1), found.group(2), strings));
      }
    }
    return selectors;
  }

  private static Selector selector(
      String metric, @org.jspecify.annotations.Nullable String braces, List<String> strings) {
    Set<String> labels = new HashSet<>();
    List<String> values = new ArrayList<>();
    Matcher label = LABEL.matcher(braces == null ? "" : braces);
    while (label.find()) {
      labels.add(label.group(1));
      if (label.group(2).equals("=")) {
        values.add(label.group(1) + "=" + strings.get(Integer.parseInt(label.group(3))));
      }
    }
    return new Selector(metric, labels, values);
  }
}
