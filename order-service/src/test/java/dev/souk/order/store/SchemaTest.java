package dev.souk.order.store;

import dev.souk.kit.testing.SchemaText;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  @Test
  void the_schema_is_the_one_that_was_agreed(@TempDir Path folder) throws Exception {
    SchemaText.assertExpected(folder, "public", "db/order");
  }
}
