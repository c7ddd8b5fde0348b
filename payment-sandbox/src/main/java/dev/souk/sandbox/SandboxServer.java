package dev.souk.sandbox;

import com.sun.net.httpserver.HttpServer;
import dev.souk.kit.log.CallAppender;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A payment provider that moves no money. It stands for a remote company: it knows nothing of the
 * shop, and nobody in the shop reads its books.
 */
public final class SandboxServer implements AutoCloseable {
  private static final String SCHEMA = "sandbox";
  private static final int CONNECTIONS = 4;

  private final HttpServer http;
  private final ExecutorService threads;
  private final LateAnswers late;
  private final Database books;
  private final CountDownLatch closed = new CountDownLatch(1);

  private SandboxServer(
      HttpServer http, ExecutorService threads, LateAnswers late, Database books) {
    this.http = http;
    this.threads = threads;
    this.late = late;
    this.books = books;
  }

  /** Runs until the process is asked to stop. */
  public static void main(String[] args) throws InterruptedException {
    SandboxServer server = start(System.getenv());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  CallAppender.finish();
                },
                "stop-payment-sandbox"));
    server.closed.await();
  }

  /** Starts a server; several may run on one database. */
  public static SandboxServer start(Map<String, String> env) {
    SandboxConfig config = SandboxConfig.from(env);
    Migrations.apply(config.postgres(), SCHEMA, "db/sandbox");
    Database books = Database.open("payment-sandbox", config.postgres(), SCHEMA, CONNECTIONS);
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(config.bindAddress(), config.port()), 0);
      return serve(http, config, books);
    } catch (IOException e) {
      books.close();
      throw new UncheckedIOException("payment-sandbox cannot listen on " + config.port(), e);
    } catch (RuntimeException e) {
      books.close();
      throw e;
    }
  }

  private static SandboxServer serve(HttpServer http, SandboxConfig config, Database books) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    LateAnswers late = new LateAnswers(config.late());
    Bank bank = new Bank(books);
    String onThisMachine = "http://localhost:" + http.getAddress().getPort();
    PaymentsApi payments = new PaymentsApi(bank, late, config.publicUrl().orElse(onThisMachine));
    http.setExecutor(threads);
    http.createContext("/", new HttpDoor(payments, new ConfirmationPage(bank), books::ping));
    http.start();
    return new SandboxServer(http, threads, late, books);
  }

  /** Where it answers, on this machine. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  @Override
  public void close() {
    late.close();
    http.stop(0);
    threads.close();
    books.close();
    closed.countDown();
  }
}
