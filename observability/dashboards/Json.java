import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes JSON, the members in the order given, two spaces deeper at each level. */
final class Json {
  private Json() {}

  /** An object of names and values by turns. */
  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new java.util.LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  static String text(Object value) {
    return text(value, "\n");
  }

  private static String text(Object value, String line) {
    return switch (value) {
      case null -> "null";
      case String string -> quoted(string);
      case Map<?, ?> object when isFlat(object.values()) ->
          object.entrySet().stream().map(member -> member(member, line)).collect(Collectors.joining(", ", "{", "}"));
      case Map<?, ?> object ->
          object.entrySet().stream()
              .map(member -> member(member, line + "  "))
              .collect(Collectors.joining("," + line + "  ", "{" + line + "  ", line + "}"));
      case List<?> list when isFlat(list) ->
          list.stream().map(Json::text).collect(Collectors.joining(", ", "[", "]"));
      case List<?> list ->
          list.stream()
              .map(element -> text(element, line + "  "))
              .collect(Collectors.joining("," + line + "  ", "[" + line + "  ", line + "]"));
      default -> value.toString();
    };
  }

  private static String member(Map.Entry<?, ?> member, String line) {
    return quoted((String) member.getKey()) + ": " + text(member.getValue(), line);
  }

  private static boolean isFlat(Iterable<?> values) {
    for (Object value : values) {
      if (value instanceof Map<?, ?> || value instanceof List<?>) {
        return false;
      }
    }
    return true;
  }

  private static String quoted(String string) {
    return Arrays.stream(string.split(""))
        .map(c -> c.equals("\"") || c.equals("\\") ? "\\" + c : c.equals("\n") ? "\\n" : c)
        .collect(Collectors.joining("", "\"", "\""));
  }
}
