package dev.souk.product.search.lucene;

import dev.souk.kit.id.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the generations of an index are kept: each in a folder of its own, and the name of the one
 * that serves in the file {@code current}; or in memory, and then nothing is left at the next
 * start.
 */
public final class IndexFolder {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);

  /** Another one where the fields change: an index of another design is no use. */
  private static final String DESIGN = "2-";

  private static final String CURRENT = "current";
  private static final String NAME = "name";

  private final Optional<Path> path;
  private final Ids ids;

  /** An index that was opened, and whether it is complete. */
  record Opened(Generation generation, boolean complete) {}

  /** An index that was begun. */
  record Made(String name, Generation generation) {}

  /** Keeps the index there, in memory where nothing is given. */
  public IndexFolder(Optional<Path> path, Clock clock) {
    this.path = path;
    this.ids = new Ids(clock);
  }

  /**
   * What tells this folder's index from all others, for as long as it lasts; nothing in memory. Who
   * follows the events for it notes its place under this name.
   */
  public Optional<String> name() {
    return path.map(root -> named(root.resolve(NAME)));
  }

  private String named(Path file) {
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, ids.next("idx"));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Opened open(InstantSource clock) {
    Opened opened = openOrMake(clock);
    if (path.isPresent()) {
      LOG.info("the search index {} is in {}", name().orElseThrow(), path.get());
    }
    return opened;
  }

  private Opened openOrMake(InstantSource clock) {
    Optional<String> current = current().filter(name -> name.startsWith(DESIGN));
    if (current.isPresent()) {
      try {
        return new Opened(Generation.open(directory(current.get()), clock), true);
      } catch (LockObtainFailedException e) {
        throw new IllegalStateException(
            "the search index in " + path.orElseThrow() + " is in use by another instance", e);
      } catch (IOException e) {
        LOG.warn("the search index cannot be read, and is built anew", e);
      }
    }
    forget();
    return new Opened(make(clock).generation(), false);
  }

  Made make(InstantSource clock) {
    String name = DESIGN + ids.next("gen");
    try {
      return new Made(name, Generation.open(directory(name), clock));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets a generation be the one that is opened at the next start. */
  void use(Made made) throws IOException {
    if (path.isPresent()) {
      Path written = path.get().resolve(CURRENT + ".new");
      Files.writeString(written, made.name());
      Files.move(
          written,
          path.get().resolve(CURRENT),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes all generations but one. */
  void clean(Made used) {
    path.ifPresent(root -> removeAllBut(root, List.of(used.name(), CURRENT, NAME)));
  }

  /** Nothing here is of use, and the place in the events that was noted for it neither. */
  private void forget() {
    path.filter(Files::isDirectory).ifPresent(root -> removeAllBut(root, List.of()));
  }

  private static void removeAllBut(Path root, List<String> kept) {
    try (Stream<Path> children = Files.list(root)) {
      children
          .filter(child -> !kept.contains(String.valueOf(child.getFileName())))
          .forEach(IndexFolder::remove);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> current() {
    return path.map(root -> root.resolve(CURRENT)).filter(Files::exists).map(IndexFolder::read);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Directory directory(String name) throws IOException {
    return path.isPresent()
        ? FSDirectory.open(path.get().resolve(name))
        : new ByteBuffersDirectory();
  }
}
