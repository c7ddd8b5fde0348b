package dev.souk.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Notes this process's id in a file for as long as the shop runs. */
record PidFile(Path file) implements AutoCloseable {

  static PidFile write(Path file) throws IOException {
    Files.writeString(file, ProcessHandle.current().pid() + "\n");
    return new PidFile(file);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
