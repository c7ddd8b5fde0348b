package dev.souk.product.catalog.store;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.product.catalog.domain.ImageKey;
import dev.souk.product.catalog.domain.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of pictures in a directory: one folder a product, in it files named by picture and content,
 * which appear whole or not at all.
 */
public final class ImageDirectory implements ImageStore {
  private static final Logger LOG = LoggerFactory.getLogger(ImageDirectory.class);
  private static final Pattern FOLDER = Pattern.compile("prd_[0-9a-z]{26}");
  private static final String UNFINISHED = ".unfinished";

  private final Path root;

  /** Keeps files under the directory, which is made where there is none. */
  public ImageDirectory(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public void verify() {
    attempt("check", () -> Files.createDirectories(root.resolve(UNFINISHED)));
    if (!Files.isWritable(root)) {
      throw unavailable();
    }
  }

  @Override
  public void put(ImageKey key, byte[] file) {
    Path target = path(key);
    attempt(
        "store",
        () -> {
          Path unfinished = root.resolve(UNFINISHED);
          Files.createDirectories(unfinished);
          Files.createDirectories(target.getParent());
          Path part = unfinished.resolve(UUID.randomUUID().toString());
          write(part, file);
          Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
          force(target.getParent());
          force(root);
          return target;
        });
  }

  @Override
  public Optional<byte[]> get(ImageKey key) {
    return attempt(
        "read",
        () -> {
          try {
            return Optional.of(Files.readAllBytes(path(key)));
          } catch (NoSuchFileException absent) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void delete(ImageKey key) {
    attempt("remove", () -> Files.deleteIfExists(path(key)));
  }

  @Override
  public Stream<ImageKey> putBefore(Instant time) {
    return list(root).stream()
        .filter(folder -> FOLDER.matcher(folder.getFileName().toString()).matches())
        .flatMap(folder -> list(folder).stream())
        .filter(file -> isBefore(file, time))
        .flatMap(ImageDirectory::key);
  }

  @Override
  public void deleteUnfinished(Instant before) {
    list(root.resolve(UNFINISHED)).stream()
        .filter(part -> isBefore(part, before))
        .forEach(part -> attempt("remove", () -> Files.deleteIfExists(part)));
  }

  private Path path(ImageKey key) {
    return root.resolve(ImageNames.of(key));
  }

  private static Stream<ImageKey> key(Path file) {
    Path folder = file.getName(file.getNameCount() - 2);
    return ImageNames.key(folder + "/" + file.getFileName()).stream();
  }

  private static List<Path> list(Path folder) {
    return attempt(
        "list",
        () -> {
          try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
          } catch (NoSuchFileException absent) {
            return List.of();
          }
        });
  }

  private static boolean isBefore(Path file, Instant time) {
    return attempt(
        "look at",
        () -> {
          try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(time);
          } catch (NoSuchFileException meanwhileGone) {
            return false;
          }
        });
  }

  private static void write(Path part, byte[] file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(file);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** A new name is on disk once its folder is. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static <T> T attempt(String what, Action<T> action) {
    try {
      return action.run();
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("cannot {} pictures", what, e);
      throw unavailable();
    }
  }

  private static ApiException unavailable() {
    return Errors.unavailable("image store");
  }

  private interface Action<T> {
    T run() throws IOException;
  }
}
