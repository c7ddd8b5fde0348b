package dev.souk.order.world;

import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Login;
import dev.souk.kit.sql.Migrations;
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

  /** The class's database, migrated. */
  public Database open() {
    Login login =
        new Login(
            settings.getOrDefault("SOUK_POSTGRES_URL", ""),
            settings.getOrDefault("SOUK_POSTGRES_USER", ""),
            settings.getOrDefault("SOUK_POSTGRES_PASSWORD", ""));
    Migrations.apply(login, "public", "db/order");
    return Database.open("test", login, "public", 16);
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
