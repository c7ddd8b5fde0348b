package dev.souk.system.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * As much of Go's text/template as config.alloy uses: {@code .name}, {@code if}, {@code else if},
 * {@code else}, {@code end}, and of conditions {@code .name}, {@code eq} with one or more strings
 * and {@code ge}. A name that is not there is false, as in a map of Go's.
 */
final class GoTemplate {
  private static final Pattern TOKEN = Pattern.compile("\\{\\{ (.*?) }}|([^{]+)");
  private static final Pattern COMPARISON = Pattern.compile("(eq|ge) \\.(\\w+)((?: \"[^\"]*\")+)");

  private final Deque<String> tokens = new ArrayDeque<>();
  private final Map<String, String> values;

  private GoTemplate(String template, Map<String, String> values) {
    Matcher token = TOKEN.matcher(template);
    int end = 0;
    while (token.lookingAt()) {
      tokens.add(token.group());
      end = token.end();
      token.region(end, template.length());
    }
    if (end != template.length()) {
      throw new IllegalArgumentException("not understood: " + template.substring(end));
    }
    this.values = values;
  }

  static String render(String template, Map<String, String> values) {
    GoTemplate parsed = new GoTemplate(template, values);
    String text = parsed.text(true);
    if (!parsed.tokens.isEmpty()) {
      throw new IllegalArgumentException("left over: " + parsed.tokens);
    }
    return text;
  }

  /** Until an {@code else} or {@code end}, which stays. */
  private String text(boolean shown) {
    StringBuilder text = new StringBuilder();
    while (!tokens.isEmpty() && !tokens.element().matches("\\{\\{ (else\\b.*|end) }}")) {
      String token = tokens.remove();
      String action = token.startsWith("{{") ? token.substring(3, token.length() - 3) : "";
      if (action.startsWith("if ")) {
        text.append(branches(action.substring(3), shown));
      } else if (action.startsWith(".")) {
        text.append(shown ? values.getOrDefault(action.substring(1), "<no value>") : "");
      } else if (action.isEmpty()) {
        text.append(shown ? token : "");
      } else {
        throw new IllegalArgumentException("not understood: " + token);
      }
    }
    return text.toString();
  }

  private String branches(String condition, boolean shown) {
    boolean holds = holds(condition);
    String text = text(shown && holds);
    boolean done = holds;
    while (true) {
      String next = tokens.remove();
      if (next.equals("{{ end }}")) {
        return text;
      }
      boolean taken =
          !done && (next.equals("{{ else }}") || holds(next.substring(11, next.length() - 3)));
      text += text(shown && taken);
      done |= taken;
    }
  }

  private boolean holds(String condition) {
    if (condition.matches("\\.\\w+")) {
      return !values.getOrDefault(condition.substring(1), "").isEmpty();
    }
    Matcher comparison = COMPARISON.matcher(condition);
    if (!comparison.matches()) {
      throw new IllegalArgumentException("not understood: " + condition);
    }
    String value = values.getOrDefault(comparison.group(2), "");
    Stream<String> others =
        Pattern.compile("\"([^\"]*)\"")
            .matcher(comparison.group(3))
            .results()
            .map(found -> found.group(1));
    return comparison.group(1).equals("eq")
        ? others.anyMatch(value::equals)
        : others.allMatch(other -> value.compareTo(other) >= 0);
  }
}
