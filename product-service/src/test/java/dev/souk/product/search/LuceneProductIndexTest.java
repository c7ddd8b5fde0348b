package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.product.TestClock;
import dev.souk.product.search.domain.ProductIndex;
import dev.souk.product.search.lucene.IndexFolder;
import dev.souk.product.search.lucene.LuceneProductIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index on Lucene: in memory by the contract, and what is left of one in a folder. */
class LuceneProductIndexTest extends ProductIndexContract {
  private static final TestClock CLOCK = new TestClock();

  @TempDir private Path folder;

  @Override
  ProductIndex newIndex() {
    return new LuceneProductIndex(new IndexFolder(Optional.empty(), CLOCK), CLOCK);
  }

  private ProductIndex inFolder() {
    return new LuceneProductIndex(indexFolder(), CLOCK);
  }

  private IndexFolder indexFolder() {
    return new IndexFolder(Optional.of(folder.resolve("index")), CLOCK);
  }

  private static void rebuild(ProductIndex index, TestDocument... products) {
    try (ProductIndex.Rebuild rebuild = index.rebuild()) {
      for (TestDocument product : products) {
        rebuild.index(product.document());
      }
      rebuild.complete();
    }
  }

  private static List<String> all(ProductIndex index) {
    return index.search(new TestQuery().query()).productIds();
  }

  @Test
  void what_was_refreshed_is_there_after_a_restart_even_when_it_was_not_closed()
      throws IOException {
    try (ProductIndex index = inFolder()) {
      rebuild(index, new TestDocument(1));
      index.index(new TestDocument(2).document());
      index.refresh();
      copy(folder.resolve("index"), folder.resolve("killed"));
    }
    IndexFolder killed = new IndexFolder(Optional.of(folder.resolve("killed")), CLOCK);
    try (ProductIndex index = new LuceneProductIndex(killed, CLOCK)) {
      assertThat(index.isOutdated()).isFalse();
      assertThat(all(index)).containsExactly(TestDocument.idOf(1), TestDocument.idOf(2));
      index.index(new TestDocument(1).version(0).document());
      rebuild(index, new TestDocument(3));
      assertThat(all(index)).containsExactly(TestDocument.idOf(3));
    }
    assertThat(killed.name()).isEqualTo(indexFolder().name()).isPresent();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (!"write.lock".equals(String.valueOf(file.getFileName()))) {
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  void one_that_was_left_alone_for_days_is_rebuilt_while_it_serves() {
    try (ProductIndex index = inFolder()) {
      rebuild(index, new TestDocument(1));
    }
    CLOCK.advance(Duration.ofDays(4));
    try (ProductIndex index = inFolder()) {
      assertThat(index.isOutdated()).isTrue();
      assertThat(all(index)).containsExactly(TestDocument.idOf(1));
    }
  }

  @Test
  void an_unreadable_one_is_thrown_away_and_has_another_name_then() throws IOException {
    try (ProductIndex index = inFolder()) {
      rebuild(index, new TestDocument(1));
    }
    Optional<String> name = indexFolder().name();
    try (Stream<Path> files = Files.walk(folder.resolve("index"))) {
      for (Path file : files.filter(path -> path.toString().contains("segments_")).toList()) {
        Files.writeString(file, "no index at all");
      }
    }
    IndexFolder reopened = indexFolder();
    try (ProductIndex index = new LuceneProductIndex(reopened, CLOCK)) {
      assertThat(index.isOutdated()).isTrue();
      assertThat(reopened.name()).isPresent().isNotEqualTo(name);
    }
  }

  @Test
  void one_that_another_instance_uses_is_left_alone() {
    try (ProductIndex index = inFolder()) {
      rebuild(index, new TestDocument(1));
      assertThatThrownBy(this::inFolder).hasMessageContaining("in use by another instance");
      assertThat(all(index)).containsExactly(TestDocument.idOf(1));
    }
    try (ProductIndex index = inFolder()) {
      assertThat(all(index)).containsExactly(TestDocument.idOf(1));
    }
  }

  @Test
  void searches_go_on_while_it_is_rebuilt() throws Exception {
    try (ProductIndex index = inFolder();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      rebuild(index, new TestDocument(1));
      AtomicBoolean done = new AtomicBoolean();
      Future<?> searching =
          threads.submit(() -> {
            while (!done.get()) {
              assertThat(all(index)).containsExactly(TestDocument.idOf(1));
            }
          });
      for (int i = 0; i < 20; i++) {
        rebuild(index, new TestDocument(1));
      }
      done.set(true);
      searching.get();
    }
    try (Stream<Path> left = Files.list(folder.resolve("index"))) {
      assertThat(left.toList()).as("generations that are over are removed").hasSize(3);
    }
  }
}
