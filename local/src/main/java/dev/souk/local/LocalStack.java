package dev.souk.local;

import dev.souk.embedded.DataFolder;
import dev.souk.embedded.StoreException;
import dev.souk.local.demo.DemoData;
import dev.souk.local.keys.ShopKeys;
import dev.souk.local.service.ServiceEnvironment;
import dev.souk.local.service.Services;
import dev.souk.local.service.ShopService;
import dev.souk.local.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;

/**
 * The whole shop: stores, then services, then demo data, and last the gateway, so that its port is
 * open only when everything behind it is ready. It stops in the opposite order.
 */
public final class LocalStack implements AutoCloseable {
  private final ClosingStack opened = new ClosingStack();
  private final StackConfig config;
  private final Progress progress;

  /**
   * A shop that is not started yet.
   *
   * @param env {@code SOUK_HOME} and {@code SOUK_PORT_OFFSET}, both optional
   */
  public LocalStack(Map<String, String> env, Progress progress) {
    this.config = StackConfig.from(env);
    this.progress = progress;
  }

  /** Where the services run. */
  public enum Layout {
    /** In this JVM. */
    ONE_PROCESS,
    /** Each in a JVM of its own. */
    PROCESSES
  }

  /**
   * Starts the shop and returns when it is ready. Close it also when this fails.
   *
   * @throws StartException for what a person can mend, such as a port in use
   */
  public void start(Layout layout) throws IOException {
    opened.add(lockHome());
    Preflight.check(config);
    Files.createDirectories(config.logs());
    opened.add(PidFile.write(config.home().resolve("souk.pid")));
    ShopKeys keys = ShopKeys.ensure(config.keys(), ShopService.names());
    Stores stores = opened.add(Stores.start(config.data(), config.ports()));
    progress.done("stores are up");
    ServiceEnvironment environment = new ServiceEnvironment(config, keys, stores);
    opened.add(startServices(environment, layout));
    progress.done("services are up");
    new DemoData(config, progress, InstantSource.system()).ensure();
    opened.add(ShopGateway.start(config, keys));
    Directions.print(config.ports(), progress);
    progress.ready();
  }

  private Services startServices(ServiceEnvironment environment, Layout layout) {
    return switch (layout) {
      case ONE_PROCESS -> Services.inThisProcess(environment);
      case PROCESSES -> Services.inProcesses(environment, config);
    };
  }

  private DataFolder lockHome() throws IOException {
    Files.createDirectories(config.home());
    try {
      return DataFolder.open(config.home());
    } catch (StoreException inUse) {
      throw new StartException("another shop is running in " + config.home(), inUse);
    }
  }

  /** Stops the gateway, then the services, which finish what they are doing, then the stores. */
  @Override
  public void close() {
    opened.close();
  }
}
