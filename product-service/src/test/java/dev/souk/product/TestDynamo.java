package dev.souk.product;

import dev.souk.embedded.EmbeddedDynamoDb;
import dev.souk.kit.config.Settings;
import dev.souk.product.dynamo.DynamoConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One DynamoDB Local for all tests, with tables of its own for each who asks. */
public final class TestDynamo {
  private static final AtomicInteger PREFIXES = new AtomicInteger();

  private TestDynamo() {}

  /** Settings of a service with new tables. */
  public static Map<String, String> newTables() {
    Map<String, String> settings = new HashMap<>(Holder.SERVER.settings());
    settings.put("SOUK_DYNAMODB_TABLE_PREFIX", "test" + PREFIXES.incrementAndGet() + "-");
    settings.put("SOUK_IMAGE_DIRECTORY", newDirectory().toString());
    return settings;
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory("souk-images");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as the service reads them. */
  public static DynamoConfig config() {
    return DynamoConfig.from(Settings.of(newTables()));
  }

  /** Started when first needed; its process ends with the tests'. */
  private static final class Holder {
    private static final EmbeddedDynamoDb SERVER = start();

    private static EmbeddedDynamoDb start() {
      try {
        return EmbeddedDynamoDb.start(Files.createTempDirectory("souk-dynamo"), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
