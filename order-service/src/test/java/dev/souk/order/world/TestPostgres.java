package dev.souk.order.world;

import com.zaxxer.hikari.HikariDataSource;
import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.order.store.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One PostgreSQL for all tests, each class with a database of its own. */
public final class TestPostgres implements BeforeAllCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(TestPostgres.class);

  private Map<String, String> settings = Map.of();

  @Override
  public void beforeAll(ExtensionContext context) {
    Running running =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent("postgres", key -> Running.start(), Running.class);
    settings =
        running.postgres.settings(
            "t_"
                + context
                    .getRequiredTestClass()
                    .getSimpleName()
                    .toLowerCase(java.util.Locale.ROOT));
  }

  /** The keys that point a service to the class's database. */
  public Map<String, String> settings() {
    return settings;
  }

  /** A pool on the class's database, migrated. */
  public HikariDataSource open() {
    return Postgres.open(
        settings.getOrDefault("SOUK_POSTGRES_URL", ""),
        settings.getOrDefault("SOUK_POSTGRES_USER", ""),
        settings.getOrDefault("SOUK_POSTGRES_PASSWORD", ""),
        16);
  }

  private record Running(Path folder, EmbeddedPostgres postgres) implements AutoCloseable {
    static Running start() {
      try {
        Path folder = Files.createTempDirectory("souk-order");
        return new Running(folder, EmbeddedPostgres.start(folder, 0));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      postgres.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
