package dev.souk.local;

import dev.souk.kit.log.CallAppender;
import dev.souk.local.LocalStack.Layout;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** The process behind {@code ./souk up}. */
public final class Main {
  private Main() {}

  /**
   * Runs a shop until it is told to stop.
   *
   * <p>Arguments: {@code --processes} runs each service in a JVM of its own; {@code --progress
   * FILE} writes what a person wants to know to a file instead of standard output, where the logs
   * go.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> arguments = List.of(args);
    Progress progress = new Progress(progressStream(arguments), InstantSource.system());
    Layout layout = arguments.contains("--processes") ? Layout.PROCESSES : Layout.ONE_PROCESS;
    LocalStack stack = new LocalStack(System.getenv(), progress);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "stop"));
    try {
      stack.start(layout);
    } catch (IOException | RuntimeException e) {
      LoggerFactory.getLogger(Main.class).error("the shop did not start", e);
      progress.say("souk: " + FailureLine.of(e));
      System.exit(1);
    }
    new CountDownLatch(1).await();
  }

  private static void stop(LocalStack stack) {
    stack.close();
    CallAppender.finish();
  }

  private static PrintStream progressStream(List<String> arguments) throws IOException {
    int option = arguments.indexOf("--progress");
    return option < 0
        ? System.out
        : new PrintStream(Path.of(arguments.get(option + 1)).toFile(), StandardCharsets.UTF_8);
  }
}
