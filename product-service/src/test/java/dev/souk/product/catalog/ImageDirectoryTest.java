package dev.souk.product.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.product.catalog.domain.ImageStore;
import dev.souk.product.catalog.store.ImageDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("39: pictures in a directory")
class ImageDirectoryTest extends ImageStoreContract {
  @TempDir Path root;
  private ImageDirectory store;

  @BeforeEach
  void open() {
    store = new ImageDirectory(root);
    store.verify();
  }

  @Override
  ImageStore store() {
    return store;
  }

  /** A directory that something took away, and put a file in its place. */
  @Override
  ImageStore away() throws IOException {
    return new ImageDirectory(Files.write(root.resolve("away"), new byte[0]));
  }

  @Override
  Path folder() {
    return root;
  }

  @Test
  void what_was_cut_off_is_removed_once_it_is_old() throws IOException {
    Path old = Files.write(root.resolve(".unfinished").resolve("x"), new byte[9]);
    Path young = Files.write(root.resolve(".unfinished").resolve("y"), new byte[9]);
    age(old, Duration.ofDays(2));
    age(young, Duration.ofHours(1));

    store.deleteUnfinished(clock.instant().minus(Duration.ofDays(1)));

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void a_directory_that_cannot_be_made_stops_the_start() {
    assertThatThrownBy(() -> away().verify()).hasMessageContaining("image store");
  }
}
