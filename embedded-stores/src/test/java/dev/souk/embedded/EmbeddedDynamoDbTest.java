package dev.souk.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDynamoDbTest {
  /** Where a file of SQLite says how it is written and read; 2 is by a log written ahead. */
  private static final List<Integer> VERSIONS = List.of(18, 19);

  private static final byte WRITE_AHEAD = 2;

  @TempDir Path folder;

  @Test
  void writes_ahead() throws IOException {
    try (EmbeddedDynamoDb _ = EmbeddedDynamoDb.start(folder, 0)) {
      byte[] header = Files.readAllBytes(folder.resolve(DynamoDbProcess.DATABASE));
      assertThat(VERSIONS).allMatch(at -> header[at] == WRITE_AHEAD);
      assertThat(folder.resolve(DynamoDbProcess.DATABASE + "-wal")).exists();
    }
  }
}
