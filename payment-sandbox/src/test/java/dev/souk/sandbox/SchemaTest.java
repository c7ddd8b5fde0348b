package dev.souk.sandbox;

import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Login;
import dev.souk.kit.sql.Migrations;
import dev.souk.kit.testing.SchemaText;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all migrations lead to, on an empty database. */
class SchemaTest {
  private static final String SCHEMA = "sandbox";

  @Test
  void the_schema_is_the_one_that_was_agreed(@TempDir Path folder) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
      Login login =
          new Login(
              postgres.createDatabase("schema_test"), EmbeddedPostgres.USER, EmbeddedPostgres.USER);
      Migrations.apply(login, SCHEMA, "db/sandbox");
      try (Database database = Database.open("test", login, SCHEMA, 2);
          Connection connection = database.source().getConnection()) {
        SchemaText.assertExpected(connection, SCHEMA);
      }
    }
  }
}
