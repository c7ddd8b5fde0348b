package dev.souk.system.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the stages of {@code config.alloy} make of a line, simulated: json, regex, template, labels,
 * structured_metadata and a match that drops, in the order of the file. Lines come without Docker's
 * envelope, which {@code stage.docker} takes off. A stage of another kind is refused.
 */
final class AlloyPipeline {
  private static final Pattern STAGE = Pattern.compile("stage\\.(\\w+) \\{");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(\\w+)\\s*=\\s*\"((?:\\\\.|[^\"\\\\])*)\"");
  private static final Pattern SELECTOR = Pattern.compile("\\{(\\w+)!~\"([^\"]*)\"}");
  private static final Pattern GROUP = Pattern.compile("\\(\\?<(\\w+)>");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Stage> stages = new ArrayList<>();

  private record Stage(String kind, Map<String, String> attributes) {}

  /** What Loki keeps of a line besides the line. */
  record Kept(Map<String, String> labels, Map<String, String> metadata) {}

  /** Reads the stages. */
  AlloyPipeline(Path file) throws IOException {
    String text = Files.readString(file).replaceAll("(?m)^\\s*//.*$", "");
    Matcher stage = STAGE.matcher(text);
    while (stage.find()) {
      Map<String, String> attributes = new LinkedHashMap<>();
      Matcher attribute =
          ATTRIBUTE.matcher(text.substring(stage.end(), blockEnd(text, stage.end())));
      while (attribute.find()) {
        attributes.put(attribute.group(1), attribute.group(2).replaceAll("\\\\(.)", "$1"));
      }
      stages.add(new Stage(stage.group(1), attributes));
    }
  }

  private static int blockEnd(String text, int from) {
    boolean quoted = false;
    int depth = 1;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '{') {
        depth++;
      } else if (!quoted && c == '}' && --depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("a block does not end");
  }

  /** Labels and metadata of the line; empty when it is dropped. */
  Optional<Kept> process(String line) {
    Map<String, String> extracted = new TreeMap<>();
    Kept kept = new Kept(new TreeMap<>(), new TreeMap<>());
    for (Stage stage : stages) {
      Map<String, String> attributes = stage.attributes();
      switch (stage.kind()) {
        case "docker", "label_drop" -> {}
        case "json" -> json(line, attributes, extracted);
        case "regex" -> regex(line, attributes.get("expression"), extracted);
        case "template" -> template(attributes, extracted);
        case "labels" -> copy(attributes, extracted, kept.labels());
        case "structured_metadata" -> copy(attributes, extracted, kept.metadata());
        case "match" -> {
          if (isDropped(attributes, kept.labels())) {
            return Optional.empty();
          }
        }
        default -> throw new IllegalStateException("not simulated: stage." + stage.kind());
      }
    }
    return Optional.of(kept);
  }

  private static void json(
      String line, Map<String, String> expressions, Map<String, String> extracted) {
    JsonNode object;
    try {
      object = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return; // as Alloy does with what is no JSON
    }
    expressions.forEach((name, expression) -> {
      for (String path : expression.split(" \\|\\| ", -1)) {
        String value = object.at("/" + path.replace('.', '/')).asText();
        if (!value.isEmpty()) {
          extracted.put(name, value);
          return;
        }
      }
    });
  }

  private static void regex(String line, String expression, Map<String, String> extracted) {
    String pattern = expression.replace("(?P<", "(?<");
    Matcher found = Pattern.compile(pattern).matcher(line);
    if (found.find()) {
      GROUP
          .matcher(pattern)
          .results()
          .map(group -> group.group(1))
          .forEach(name -> extracted.put(name, found.group(name)));
    }
  }

  private static void template(Map<String, String> attributes, Map<String, String> extracted) {
    String value = GoTemplate.render(attributes.get("template"), extracted);
    if (value.isEmpty()) {
      extracted.remove(attributes.get("source"));
    } else {
      extracted.put(attributes.get("source"), value);
    }
  }

  private static void copy(
      Map<String, String> names, Map<String, String> extracted, Map<String, String> to) {
    names.forEach((name, source) -> {
      String value = extracted.get(source.isEmpty() ? name : source);
      if (value != null) {
        to.put(name, value);
      }
    });
  }

  private static boolean isDropped(Map<String, String> attributes, Map<String, String> labels) {
    Matcher selector = SELECTOR.matcher(attributes.get("selector"));
    if (!selector.matches() || !attributes.get("action").equals("drop")) {
      throw new IllegalStateException("not simulated: " + attributes);
    }
    return !labels.getOrDefault(selector.group(1), "").matches(selector.group(2));
  }
}
