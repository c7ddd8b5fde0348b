package dev.souk.local.image;

import dev.souk.kit.log.CallAppender;
import dev.souk.local.StackConfig;
import dev.souk.local.keys.ShopKeys;
import dev.souk.local.service.ServiceEnvironment;
import dev.souk.local.service.ShopService;
import dev.souk.local.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Runs a service from the folder of its image on embedded stores, calls it, and stops it, so that
 * the JVM writes down what the service loads and how (JEP 514, JEP 515).
 */
public final class AotTraining {
  private AotTraining() {}

  /**
   * Arguments: the service's name, and the folder with its {@code start}, which gets {@code
   * service.aot}. {@code SOUK_HOME} and {@code SOUK_PORT_OFFSET} say where the stores run.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    String name = args[0];
    Path folder = Path.of(args[1]).toAbsolutePath();
    StackConfig config = StackConfig.from(System.getenv());
    ShopKeys keys = ShopKeys.ensure(config.keys(), ShopService.names());
    try (Stores stores = Stores.start(config.data(), config.ports())) {
      Trained trained = Trained.named(name, config, new ServiceEnvironment(config, keys, stores));
      train(
          new TrainedProcess(
              List.of("-XX:AOTCacheOutput=" + folder.resolve("service.aot")),
              folder,
              trained.environment()),
          trained);
      report(
          new TrainedProcess(
              List.of("-XX:AOTCache=" + folder.resolve("service.aot"), "-XX:AOTMode=on"),
              folder,
              trained.environment()),
          trained);
    }
    CallAppender.finish();
  }

  private static void train(TrainedProcess process, Trained trained)
      throws IOException, InterruptedException {
    process.start();
    try (TrainingCalls calls = trained.calls().open()) {
      calls.awaitAnswer(process);
      calls.callAll();
    }
    process.stop();
  }

  /** The cache must be of use; what it is worth stands in the build's log. */
  private static void report(TrainedProcess process, Trained trained)
      throws IOException, InterruptedException {
    Instant start = Instant.now();
    process.start();
    try (TrainingCalls calls = trained.calls().open()) {
      calls.awaitAnswer(process);
      System.out.printf(
          "%s answered its first call %d ms after its start; its cache has %d MB%n",
          trained.name(),
          Duration.between(start, Instant.now()).toMillis(),
          Files.size(process.folder().resolve("service.aot")) >> 20);
    }
    process.stop();
  }
}
