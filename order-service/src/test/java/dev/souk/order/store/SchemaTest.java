package dev.souk.order.store;

import dev.souk.kit.sql.Database;
import dev.souk.kit.testing.SchemaText;
import dev.souk.order.world.TestPostgres;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What all migrations lead to, on an empty database. */
class SchemaTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @Test
  void the_schema_is_the_one_that_was_agreed() throws Exception {
    try (Database database = POSTGRES.open();
        Connection connection = database.source().getConnection()) {
      SchemaText.assertExpected(connection, "public");
    }
  }
}
