package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Copies of the gateway's files with something changed in {@code kong.yml}. */
final class KongFolder {
  static final Path ORIGINAL = Path.of("..", "kong");

  private KongFolder() {}

  /** Replaces the first occurrence of a text; {@code INDENT} stands for the indent of its line. */
  static Path changed(Path folder, String before, String after) throws IOException {
    String text = Files.readString(ORIGINAL.resolve("kong.yml"));
    assertThat(text).contains(before);
    try (Stream<Path> files = Files.walk(ORIGINAL.resolve("plugins"))) {
      for (Path file : files.toList()) {
        Path target = folder.resolve(ORIGINAL.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    int at = text.indexOf(before);
    String indent = " ".repeat(at - text.lastIndexOf('\n', at) - 1);
    Files.writeString(
        folder.resolve("kong.yml"),
        text.substring(0, at)
            + after.replace("INDENT", indent)
            + text.substring(at + before.length()));
    return folder;
  }
}
