package dev.souk.product;

import dev.souk.product.search.TestOpenSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** Two instances that share an index in OpenSearch. */
class FreshOpenSearchTest extends FreshSearchContract {
  private TestOpenSearch cluster;

  @Override
  Map<String, String> index(Path empty) {
    cluster = TestOpenSearch.start(empty);
    return Map.of("SOUK_OPENSEARCH_URL", cluster.address().toString());
  }

  @AfterAll
  void stopCluster() throws IOException {
    cluster.close();
  }
}
