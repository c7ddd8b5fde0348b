package dev.souk.embedded;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Native binaries from the classpath, unpacked once a user into {@code ~/.cache/souk} (or {@code
 * $XDG_CACHE_HOME/souk}). A folder appears there complete, by a rename, or not at all.
 */
final class Unpacked {
  private Unpacked() {}

  /** The folder with the content of a {@code .tar.xz} resource. */
  static Path archive(String resource, String folder) {
    return once(folder, target -> untar(resource, target));
  }

  /** A folder with one executable, copied from a resource under the given name. */
  static Path executable(String resource, String folder, String name) {
    return once(folder, target -> copyExecutable(resource, target.resolve(name)));
  }

  /** Deletes a folder and all that is in it, if it exists. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  private static Path once(String folder, Filler filler) {
    Path target = cache().resolve(folder);
    if (Files.isDirectory(target)) {
      return target;
    }
    try {
      Files.createDirectories(cache());
      Path fresh = Files.createTempDirectory(cache(), folder);
      filler.fill(fresh);
      if (!renamed(fresh, target)) {
        delete(fresh);
      }
      return target;
    } catch (IOException e) {
      throw new StoreException("cannot unpack " + folder + " to " + target + ": " + e, e);
    }
  }

  /** False when another process was first, and its folder serves as well. */
  private static boolean renamed(Path fresh, Path target) throws IOException {
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
      return false;
    } catch (FileSystemException e) {
      if (Files.isDirectory(target)) {
        return false;
      }
      throw e;
    }
  }

  private static Path cache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    return configured == null || configured.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "souk")
        : Path.of(configured, "souk");
  }

  private static void copyExecutable(String resource, Path file) throws IOException {
    try (InputStream in = open(resource)) {
      Files.copy(in, file);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void untar(String resource, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZInputStream(new BufferedInputStream(open(resource), 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(entry, tar, target.resolve(entry.getName()).normalize());
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, file);
      boolean executable = (entry.getMode() & 0111) != 0;
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = Unpacked.class.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException("there is no binary for this platform: " + resource);
    }
    return in;
  }

  @FunctionalInterface
  private interface Filler {
    void fill(Path folder) throws IOException;
  }
}
