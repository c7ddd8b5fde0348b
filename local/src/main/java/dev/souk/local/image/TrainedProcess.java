package dev.souk.local.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service in a JVM of its own, started as its image starts it. */
final class TrainedProcess {
  /** Writing the cache takes most of it. */
  private static final int STOP_MINUTES = 5;

  private final List<String> options;
  private final Path folder;
  private final Map<String, String> environment;
  private @Nullable Process process;

  /**
   * @param options of the JVM, before those in {@code start}
   * @param folder the service's
   */
  TrainedProcess(List<String> options, Path folder, Map<String, String> environment) {
    this.options = options;
    this.folder = folder;
    this.environment = environment;
  }

  Path folder() {
    return folder;
  }

  void start() throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(options);
    line.add("@" + folder.resolve("start"));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    builder.environment().putAll(environment);
    process = builder.start();
  }

  /**
   * Waits a moment.
   *
   * @throws IllegalStateException with what the service said when it has ended
   */
  void pause() throws IOException, InterruptedException {
    if (running().waitFor(5, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the service ended: " + Files.readString(log()));
    }
  }

  private Process running() {
    return Objects.requireNonNull(process, "not started");
  }

  /** Asks it to stop, and waits until it has. */
  void stop() throws IOException, InterruptedException {
    running().destroy();
    if (!running().waitFor(STOP_MINUTES, TimeUnit.MINUTES)) {
      running().destroyForcibly();
      throw new IllegalStateException("the service did not stop: " + Files.readString(log()));
    }
    Files.delete(log());
  }

  private Path log() {
    return folder.resolve("training.log");
  }
}
