package dev.souk.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server in a process of its own, which ends when this JVM does, kill -9 included: a shell beside
 * it reads from a pipe that only this JVM holds, and stops the server at the end of input.
 */
public final class ChildProcess implements AutoCloseable {
  private static final String PID_FILE = "server.pid";
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(20);

  // Arguments: signal that asks the server to stop, file for its process id, the command.
  private static final String SUPERVISOR =
      """
      trap '' INT HUP
      signal=$1 pid_file=$2; shift 2
      exec 3<&0
      "$@" 3<&- </dev/null & server=$!
      echo $server >"$pid_file"
      (cat <&3 >/dev/null; kill -s "$signal" $server; sleep 15; kill -s KILL $server) >/dev/null 2>&1 &
      watcher=$!
      wait $server; status=$?
      kill $watcher
      exit $status
      """;

  private final String name;
  private final Process supervisor;
  private final Path pidFile;
  private final Path log;

  private ChildProcess(String name, Process supervisor, Path pidFile, Path log) {
    this.name = name;
    this.supervisor = supervisor;
    this.pidFile = pidFile;
    this.log = log;
  }

  /**
   * Starts the command, after a server that an earlier JVM left on the folder is gone.
   *
   * @throws StoreException when the port is taken or the command cannot be run
   */
  public static ChildProcess start(ChildCommand command) {
    endLeftOver(command.name(), command.folder());
    requireFree(command.name(), command.port());
    Path pidFile = command.folder().resolve(PID_FILE);
    List<String> line = new ArrayList<>(List.of("sh", "-c", SUPERVISOR, "sh"));
    line.addAll(List.of(command.stopSignal(), pidFile.toString()));
    line.addAll(command.line());
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(command.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(command.log().toFile());
    builder.environment().putAll(command.environment());
    try {
      return new ChildProcess(command.name(), builder.start(), pidFile, command.log());
    } catch (IOException e) {
      throw new StoreException("cannot start " + command.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Waits until the check passes, at most two minutes; fails at once when the server ends instead.
   */
  public void awaitReady(ReadyCheck check) {
    Instant deadline = Instant.now().plus(READY);
    while (!check.passes()) {
      if (Instant.now().isAfter(deadline)) {
        close();
        throw new StoreException(name + " was not ready within " + READY.toSeconds() + " s");
      }
      if (ended(Duration.ofMillis(20))) {
        throw new StoreException(name + " ended while it started: " + lastLines());
      }
    }
  }

  /** Asks the server to stop and waits for it; after 20 s it is killed. */
  @Override
  public void close() {
    try {
      supervisor.getOutputStream().close();
    } catch (IOException alreadyGone) {
      // The supervisor ended by itself; what is left to do is the same.
    }
    if (!ended(STOP)) {
      supervisor.descendants().forEach(ProcessHandle::destroyForcibly);
      supervisor.destroyForcibly();
    }
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new StoreException("cannot delete " + pidFile, e);
    }
  }

  private boolean ended(Duration wait) {
    try {
      return supervisor.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      supervisor.descendants().forEach(ProcessHandle::destroyForcibly);
      throw new StoreException("interrupted while waiting for " + name, e);
    }
  }

  private static void requireFree(String name, int port) {
    if (!FreePort.isFree(port)) {
      throw new StoreException(name + " cannot start: port " + port + " is in use");
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException e) {
      return "its log " + log + " cannot be read: " + e.getMessage();
    }
  }

  /**
   * Waits until the server that an earlier JVM had on the folder is gone: after kill -9 of the JVM
   * it needs a moment to stop, and is killed when it takes longer. A process with the noted id that
   * started after the note was written is a stranger that got the same id later, and is left alone.
   */
  static void endLeftOver(String name, Path folder) {
    Path pidFile = folder.resolve(PID_FILE);
    try {
      long pid = Long.parseLong(Files.readString(pidFile).strip());
      Instant noted = Files.getLastModifiedTime(pidFile).toInstant().plusSeconds(1);
      ProcessHandle.of(pid)
          .filter(p -> p.info().startInstant().filter(noted::isAfter).isPresent())
          .ifPresent(p -> awaitEnd(name, p));
    } catch (NoSuchFileException stoppedInGoodOrder) {
      // Nothing was left.
    } catch (NumberFormatException killedBeforeItWrote) {
      // The shell died between making the file and writing it, or before: nothing was left.
    } catch (IOException e) {
      throw new StoreException("cannot read " + pidFile, e);
    }
  }

  private static void awaitEnd(String name, ProcessHandle process) {
    try {
      process.onExit().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stuck) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for an earlier " + name, e);
    } catch (ExecutionException e) {
      throw new StoreException("cannot wait for an earlier " + name, e);
    }
  }

  /** Says whether a server answers. */
  @FunctionalInterface
  public interface ReadyCheck {
    /** True once it does; called again and again until then. */
    boolean passes();
  }
}
