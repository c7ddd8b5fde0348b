package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.product.inventory.Together;
import dev.souk.product.search.domain.ProductIndex;
import dev.souk.product.search.opensearch.OpenSearchProductIndex;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index in an OpenSearch in this JVM: by the contract, and shared by two instances. */
class OpenSearchProductIndexTest extends ProductIndexContract {
  private static final AtomicInteger NAMES = new AtomicInteger();

  @TempDir private static Path folder;
  private static TestOpenSearch cluster;
  private static URI address;

  @BeforeAll
  static void start() {
    cluster = TestOpenSearch.start(folder);
    address = cluster.address();
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
  void what_a_rebuild_read_before_an_event_does_not_replace_what_the_event_told() {
    try (ProductIndex one = named("stock");
        ProductIndex other = named("stock")) {
      try (ProductIndex.Rebuild rebuild = one.rebuild()) {
        other.index(new TestDocument(1).inStock().document());
        other.refresh();
        rebuild.index(new TestDocument(1).document());
        rebuild.complete();
      }
      assertThat(
              one.search(new TestQuery().filters(new TestFilters().inStock().get()).query())
                  .productIds())
          .containsExactly(TestDocument.idOf(1));
    }
  }

  @RepeatedTest(5)
  void of_two_instances_that_build_the_first_index_at_once_one_serves() throws Exception {
    try (ProductIndex one = named("first" + NAMES.incrementAndGet());
        ProductIndex other = named("first" + NAMES.get())) {
      List<ProductIndex> instances = List.of(one, other);
      Together.run(
          2,
          instance -> {
            build(instances.get(instance));
            return instance;
          });
      assertThat(one.search(new TestQuery().query()).productIds())
          .containsExactly(TestDocument.idOf(1));
      one.index(new TestDocument(2).document());
      one.refresh();
      assertThat(other.search(new TestQuery().query()).productIds())
          .containsExactlyInAnyOrder(TestDocument.idOf(1), TestDocument.idOf(2));
    }
  }

  /** One that another instance has thrown away is built again. */
  private static void build(ProductIndex index) {
    boolean built = false;
    while (!built) {
      try (ProductIndex.Rebuild rebuild = index.rebuild()) {
        rebuild.index(new TestDocument(1).document());
        rebuild.complete();
        built = true;
      } catch (IllegalStateException _) {
        assertThat(index.isShared()).isTrue();
      }
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
