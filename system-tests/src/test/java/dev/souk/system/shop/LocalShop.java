package dev.souk.system.shop;

import dev.souk.kit.testing.SpanCollector;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The local stack as a process of its own, with ports and a folder of its own: what {@code ./souk
 * up} runs.
 */
final class LocalShop implements AutoCloseable {
  static final int PORT_OFFSET = 10_000;
  private static final String TRACED = "0.01";
  private static final Duration START_LIMIT = Duration.ofMinutes(15);

  private final Path home;
  private final SpanCollector collector;
  private @Nullable Process process;

  LocalShop(Path home) {
    this.home = home;
    try {
      this.collector = SpanCollector.start(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its traces go: one in a hundred of what tests do. */
  SpanCollector collector() {
    return collector;
  }

  /** Where it keeps its data, keys and logs. */
  Path home() {
    return home;
  }

  /** Where it keeps its keys. */
  Path keys() {
    return home.resolve("keys");
  }

  /** Starts the stack and returns once it is ready. */
  void start() {
    try {
      Files.createDirectories(home);
      Path progress = home.resolve("progress.txt");
      Files.deleteIfExists(progress);
      Process started = command("dev.souk.local.Main", "--progress", progress.toString()).start();
      process = started;
      Awaitility.await("the shop to be ready, see " + home)
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(100))
          .failFast("the shop ended", () -> !started.isAlive())
          .until(() -> text(progress).contains("ready in"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the stack as kill -9 does: with no chance to finish anything. */
  void kill() throws InterruptedException {
    Process running = running();
    running.destroyForcibly();
    running.waitFor();
  }

  /** The exit code of {@code ./souk verify}; what it said goes to the test's output. */
  int verify() throws IOException, InterruptedException {
    Process verify =
        command("dev.souk.local.verify.Verify")
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return verify.waitFor();
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.destroy();
      try {
        if (!running.waitFor(1, TimeUnit.MINUTES)) {
          running.destroyForcibly();
        }
      } catch (InterruptedException e) {
        running.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    collector.close();
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("the shop was not started");
    }
    return process;
  }

  private ProcessBuilder command(String mainClass, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(new File("..").getAbsoluteFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("stack.log").toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "SOUK_HOME", home.toString(),
                "SOUK_PORT_OFFSET", Integer.toString(PORT_OFFSET),
                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(),
                "OTEL_TRACES_SAMPLER_ARG", TRACED));
    return builder;
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
