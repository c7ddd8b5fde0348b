package dev.souk.kong.plugin;

import dev.souk.kong.config.Entity;
import dev.souk.kong.http.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kong's {@code file-log}: a line of JSON for each request. */
record FileLog(Path path, Clock clock) implements Plugin {
  private static final Logger LOG = LoggerFactory.getLogger(FileLog.class);

  /** Opening it anew would not go through the buffer of this process. */
  private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");

  static FileLog from(Entity config, Clock clock) {
    FileLog plugin = new FileLog(Path.of(config.text("path")), clock);
    config.end();
    return plugin;
  }

  @Override
  public String name() {
    return "file-log";
  }

  @Override
  public int priority() {
    return 9;
  }

  @Override
  public void log(Exchange exchange) {
    byte[] line = (LogEntry.of(exchange, clock.instant()) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      write(line);
    } catch (IOException e) {
      LOG.error("cannot write to {}", path, e);
    }
  }

  private void write(byte[] line) throws IOException {
    if (path.equals(STANDARD_OUTPUT)) {
      System.out.write(line);
    } else {
      Files.write(path, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
