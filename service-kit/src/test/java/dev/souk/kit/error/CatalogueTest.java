package dev.souk.kit.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for clients and the code say the same. */
class CatalogueTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `([A-Z_]+)` \\| ([A-Z_]+) \\|", Pattern.MULTILINE);

  @Test
  void docs_errors_lists_every_reason_with_its_code() throws IOException {
    String page = Files.readString(Path.of("../docs/errors.md"));
    Set<String> documented =
        ROW.matcher(page)
            .results()
            .map((MatchResult row) -> row.group(1) + " " + row.group(2))
            .collect(Collectors.toSet());
    Set<String> known =
        Arrays.stream(Reason.values())
            .map(reason -> reason + " " + reason.code())
            .collect(Collectors.toSet());
    assertThat(documented).containsAll(known);
  }
}
