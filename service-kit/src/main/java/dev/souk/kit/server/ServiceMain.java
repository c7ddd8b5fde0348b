package dev.souk.kit.server;

import dev.souk.kit.log.CallAppender;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the process of a service is started for. */
public final class ServiceMain {
  private ServiceMain() {}

  /**
   * Serves until the process is asked to stop; with the argument {@code migrate}, brings the
   * service's store to the design that this version needs, and ends.
   *
   * @throws IllegalArgumentException at any other argument
   */
  public static void run(
      String[] arguments,
      Function<Map<String, String>, RunningServer> start,
      Consumer<Map<String, String>> migrate)
      throws InterruptedException {
    if (arguments.length == 0) {
      start.apply(System.getenv()).runUntilStopped();
    } else if (isMigrate(arguments)) {
      migrate.accept(System.getenv());
      CallAppender.finish();
    } else {
      throw new IllegalArgumentException(
          "a service takes no argument, or migrate, not " + String.join(" ", arguments));
    }
  }

  private static boolean isMigrate(String[] arguments) {
    return arguments.length == 1 && arguments[0].equals("migrate");
  }
}
