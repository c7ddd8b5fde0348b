package dev.souk.kit.server;

import dev.souk.kit.log.CallAppender;

/** A server that answers, until it is closed. */
public interface RunningServer extends AutoCloseable {
  /** The service's name, such as {@code order-service}. */
  String name();

  /** The port that gRPC listens on. */
  int grpcPort();

  /** The port of metrics and health. */
  int httpPort();

  /** Whether it is ready: everything that it depends on answers. */
  boolean isReady();

  /** Stops: readiness goes first, calls in progress end, then the stores are let go. */
  @Override
  void close();

  /** Waits until it is closed. */
  void awaitClose() throws InterruptedException;

  /** Closes it when the process is asked to end, and waits for that. The last line of a main. */
  default void runUntilStopped() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::closeAndFinish, "stop-" + name()));
    awaitClose();
  }

  private void closeAndFinish() {
    close();
    CallAppender.finish();
  }
}
