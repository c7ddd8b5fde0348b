package dev.souk.local;

import dev.souk.embedded.FreePort;
import dev.souk.kit.tracing.TracingConfig;
import dev.souk.local.keys.ShopKeys;
import dev.souk.local.service.ServiceEnvironment;
import dev.souk.local.service.Services;
import dev.souk.local.service.ShopService;
import dev.souk.local.store.Stores;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Stores and services of a shop on ports that nobody uses, without demo data and gateway. Orders
 * would be sent by themselves after a day.
 */
public record RunningShop(StackConfig config, Stores stores, Services services)
    implements AutoCloseable {

  private static final Map<String, String> FULFILMENT =
      Map.of("SOUK_FULFILMENT", "automatic", "SOUK_FULFILMENT_PICK_AFTER", "P1D");

  /** Starts it in the folder. */
  public static RunningShop start(Path home) throws IOException {
    StackConfig config =
        new StackConfig(home, freePorts(), FULFILMENT, new TracingConfig(Optional.empty(), 1));
    Files.createDirectories(config.logs());
    ShopKeys keys = ShopKeys.ensure(config.keys(), ShopService.names());
    Stores stores = Stores.start(config.data(), config.ports());
    ServiceEnvironment environment = new ServiceEnvironment(config, keys, stores);
    return new RunningShop(config, stores, Services.inThisProcess(environment));
  }

  /** Says nothing. */
  public static Progress silent() {
    return new Progress(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        InstantSource.system());
  }

  @Override
  public void close() {
    services.close();
    stores.close();
  }

  private static StackPorts freePorts() {
    return Stream.generate(() -> new StackPorts(ThreadLocalRandom.current().nextInt(1_000, 4_000)))
        .filter(RunningShop::areFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean areFree(StackPorts ports) {
    return Stream.of(ports.ofServices(), ports.ofStores())
        .map(Map::values)
        .flatMap(all -> all.stream())
        .allMatch(FreePort::isFree);
  }
}
