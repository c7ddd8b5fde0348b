package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.product.search.domain.ProductIndex;
import dev.souk.product.search.opensearch.OpenSearchProductIndex;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.codelibs.opensearch.runner.OpenSearchRunner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index in an OpenSearch in this JVM: by the contract, and shared by two instances. */
class OpenSearchProductIndexTest extends ProductIndexContract {
  private static final AtomicInteger NAMES = new AtomicInteger();

  @TempDir private static Path folder;
  private static OpenSearchRunner cluster;
  private static URI address;

  @BeforeAll
  static void start() {
    // It asserts that Lucene is the one it was built with, and runs well on the next.
    OpenSearchProductIndexTest.class
        .getClassLoader()
        .setPackageAssertionStatus("org.opensearch", false);
    cluster = new OpenSearchRunner();
    cluster
        .onBuild((number, settings) -> settings.put("discovery.type", "single-node"))
        .build(
            OpenSearchRunner.newConfigs()
                .basePath(folder.toString())
                .numOfNode(1)
                .clusterName("souk-test")
                .useLogger());
    address = URI.create("http://127.0.0.1:" + cluster.node().settings().get("http.port"));
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  @Override
  ProductIndex newIndex() {
    return named("test" + NAMES.incrementAndGet());
  }

  private static ProductIndex named(String name) {
    return new OpenSearchProductIndex(address, name, Clock.systemUTC());
  }

  @Test
  void instances_share_it_and_a_rebuild_by_one_misses_nothing_that_another_is_told_of() {
    try (ProductIndex one = named("shared");
        ProductIndex other = named("shared")) {
      try (ProductIndex.Rebuild rebuild = one.rebuild()) {
        rebuild.index(new TestDocument(1).document());
        rebuild.complete();
      }
      assertThat(other.isOutdated()).isFalse();
      try (ProductIndex.Rebuild rebuild = one.rebuild()) {
        other.index(new TestDocument(2).version(2).document());
        other.refresh();
        rebuild.index(new TestDocument(2).version(1).inStock().document());
        rebuild.complete();
      }
      assertThat(other.search(new TestQuery().query()).productIds())
          .containsExactly(TestDocument.idOf(2));
      assertThat(
              one.search(new TestQuery().filters(new TestFilters().inStock().get()).query())
                  .productIds())
          .isEmpty();
    }
  }

  @Test
  void while_it_is_away_nothing_is_found_or_lost() {
    try (ProductIndex away =
        new OpenSearchProductIndex(URI.create("http://127.0.0.1:1"), "away", Clock.systemUTC())) {
      away.index(new TestDocument(1).document());
      assertThatThrownBy(away::refresh).isInstanceOf(ApiException.class);
      assertThatThrownBy(() -> away.search(new TestQuery().query()))
          .isInstanceOfSatisfying(
              ApiException.class,
              refusal ->
                  assertThat(refusal.reason()).isEqualTo(Reason.DEPENDENCY_UNAVAILABLE.name()));
    }
  }
}
