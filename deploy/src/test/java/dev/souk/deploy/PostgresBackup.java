package dev.souk.deploy;

import dev.souk.kit.sql.Login;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Takes a base backup of a server that goes on serving, as {@code pg_basebackup} does: the embedded
 * server comes without that program.
 */
final class PostgresBackup {
  private PostgresBackup() {}

  /** Copies the files of a server's folder; the log of what was written meanwhile is archived. */
  static void take(Login server, Path from, Path to) throws SQLException, IOException {
    try (Connection connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_backup_start('nightly', fast => true)");
      Files.walkFileTree(from, new Copy(from, to));
      try (ResultSet row =
          statement.executeQuery(
              "select labelfile from pg_backup_stop(wait_for_archive => true)")) {
        row.next();
        Files.writeString(to.resolve("backup_label"), row.getString("labelfile"));
      }
    }
  }

  /** All but the log and the number of the process; a file may be gone before it is its turn. */
  private static final class Copy extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;

    Copy(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      copy(folder);
      return folder.endsWith("pg_wal") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!file.endsWith("postmaster.pid")) {
        copy(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    private void copy(Path file) throws IOException {
      try {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      } catch (NoSuchFileException gone) {
        if (Files.exists(file)) {
          throw gone;
        }
      }
    }
  }
}
