package dev.souk.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What settings mean: the Javadoc of the records that they are read into, where {@code {@code
 * SOUK_X}: meaning} stands in a {@code @param}.
 */
final class Meanings {
  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\{@code ([A-Z][A-Z0-9_]{4,})}[:;,]? (.*?)"
              + "(?=[;,]? *(?:and )?\\{@code [A-Z][A-Z0-9_]{4,}}|$)");

  private final Map<String, String> byKey = new TreeMap<>();

  private Meanings() {}

  /** Those of the sources below a folder; the first that is found of each counts. */
  static Meanings in(Path... folders) throws IOException {
    Meanings meanings = new Meanings();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .sorted()
            .forEach(meanings::readFile);
      }
    }
    return meanings;
  }

  /**
   * What a setting means.
   *
   * @throws IllegalStateException for one that nobody described
   */
  String of(String key) {
    String meaning = byKey.get(key);
    if (meaning == null) {
      throw new IllegalStateException(
          key + " has no meaning: write {@code " + key + "}: ... into the @param that holds it");
    }
    return meaning;
  }

  private void readFile(Path file) {
    try {
      read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String source) {
    if (!source.contains("Settings")) {
      return;
    }
    COMMENT
        .matcher(source)
        .results()
        .map(comment -> comment.group(1).lines().map(String::strip).map(Meanings::withoutStar))
        .map(lines -> lines.collect(Collectors.joining(" ")))
        .flatMap(text -> List.of(text.split("@param ", -1)).stream())
        .flatMap(parameter -> ENTRY.matcher(parameter.strip()).results())
        .forEach(this::note);
  }

  private void note(MatchResult entry) {
    String meaning =
        Pattern.compile("\\{@(?:code|link) ([^}]*)}")
            .matcher(entry.group(2).strip())
            .replaceAll(code -> Matcher.quoteReplacement("`" + code.group(1) + "`"))
            .replaceAll("\\s+", " ")
            .replaceFirst("[;.]$", "");
    if (!meaning.isEmpty()) {
      byKey.putIfAbsent(entry.group(1), meaning);
    }
  }

  private static String withoutStar(String line) {
    return line.startsWith("*") ? line.substring(1).strip() : line;
  }
}
