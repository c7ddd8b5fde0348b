package dev.souk.product;

import java.nio.file.Path;
import java.util.Map;

/** Two instances, each with an index of its own. */
class FreshLuceneSearchTest extends FreshSearchContract {
  @Override
  Map<String, String> index(Path empty) {
    return Map.of();
  }
}
