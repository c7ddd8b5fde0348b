package dev.souk.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The files of a PostgreSQL server: made once, complete or not at all. */
final class PostgresCluster {
  private static final String POSTMASTER_PID = "postmaster.pid";

  private PostgresCluster() {}

  /** The cluster's folder, made if need be. */
  static Path in(DataFolder folder, Path bin) {
    Path cluster = folder.resolve("cluster");
    try {
      if (!Files.isDirectory(cluster)) {
        create(folder, bin, cluster);
      }
      return cluster;
    } catch (IOException e) {
      throw new StoreException("cannot prepare PostgreSQL in " + cluster + ": " + e, e);
    }
  }

  /**
   * Removes the {@code postmaster.pid} that kill -9 left: its number may belong to anybody by now,
   * and PostgreSQL would refuse to start. Only for a cluster whose folder is locked and whose
   * earlier server is known to be gone.
   */
  static void forgetEarlierServer(Path cluster) {
    try {
      Files.deleteIfExists(cluster.resolve(POSTMASTER_PID));
    } catch (IOException e) {
      throw new StoreException("cannot delete " + cluster.resolve(POSTMASTER_PID) + ": " + e, e);
    }
  }

  /** What a command must be preceded by so that it does not run as root; empty for other users. */
  static List<String> unprivileged(Path file) {
    try {
      boolean root = Files.getAttribute(file, "unix:uid").equals(0);
      return root ? List.of("unshare", "-U") : List.of();
    } catch (IOException e) {
      throw new StoreException("cannot read the owner of " + file, e);
    }
  }

  private static void create(DataFolder folder, Path bin, Path cluster) throws IOException {
    Path fresh = folder.resolve("cluster.new");
    Path log = folder.resolve("initdb.log");
    Unpacked.delete(fresh);
    List<String> command = new ArrayList<>(unprivileged(folder.path()));
    command.addAll(
        List.of(
            bin.resolve("initdb").toString(),
            "--pgdata=" + fresh,
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-sync",
            "--no-instructions"));
    Process initdb =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (exitCode(initdb) != 0) {
      String said = Files.readString(log).strip().replaceAll("\\s*\\n\\s*", " | ");
      throw new StoreException("cannot make a PostgreSQL cluster: " + said);
    }
    Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  private static int exitCode(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new StoreException("interrupted while making a PostgreSQL cluster", e);
    }
  }
}
