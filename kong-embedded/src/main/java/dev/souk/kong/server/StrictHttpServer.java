package dev.souk.kong.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections, each on a virtual thread of its own, up to a number of them. */
public final class StrictHttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StrictHttpServer.class);
  private static final int MAX_CONNECTIONS = 10_000;
  private static final int BACKLOG = 1024;
  private static final long RETRY_NANOS = 50_000_000;

  private final ServerSocket listener = newListener();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Semaphore room = new Semaphore(MAX_CONNECTIONS);
  private final CountDownLatch accepting = new CountDownLatch(1);
  private final HttpHandler handler;
  private final Duration patience;
  private final Duration drain;
  private final Clock clock;

  /**
   * @param patience how long a client may keep silent or take for its headers
   * @param drain how long running requests may take once the server is closed
   */
  public StrictHttpServer(HttpHandler handler, Duration patience, Duration drain, Clock clock) {
    this.handler = handler;
    this.patience = patience;
    this.drain = drain;
    this.clock = clock;
  }

  private static ServerSocket newListener() {
    try {
      return new ServerSocket();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Listens; returns once connections are accepted.
   *
   * @throws UncheckedIOException when the port is taken
   */
  public void start(InetSocketAddress address) {
    try {
      listener.setReuseAddress(true);
      listener.bind(address, BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address, e);
    }
    Thread.ofVirtual().name("gateway-accept").start(this::accept);
  }

  /** The port that was given. */
  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        room.acquire();
        acceptOne();
      }
    } catch (InterruptedException e) {
      LOG.debug("accepting connections was interrupted");
    } finally {
      accepting.countDown();
    }
  }

  private void acceptOne() {
    try {
      serve(listener.accept());
    } catch (IOException e) {
      room.release();
      if (!listener.isClosed()) {
        LOG.warn("a connection could not be accepted: {}", e.getMessage());
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private void serve(Socket socket) {
    Connection connection = new Connection(socket, handler, patience, clock);
    connections.add(connection);
    Thread.ofVirtual()
        .name("gateway-connection")
        .start(() -> {
          try {
            connection.run();
          } finally {
            connections.remove(connection);
            room.release();
          }
        });
  }

  /**
   * Accepts nothing more, lets running requests end within the drain time, then ends what is left.
   */
  @Override
  public void close() {
    try {
      listener.close();
      accepting.await();
      connections.forEach(Connection::stop);
      room.tryAcquire(MAX_CONNECTIONS - 1, drain.toMillis(), TimeUnit.MILLISECONDS);
      connections.forEach(Connection::abort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      connections.forEach(Connection::abort);
    }
  }
}
