package dev.souk.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A mail server that delivers nothing: it shows the last 500 mails that it was given, on a page and
 * as JSON. They are kept in memory.
 */
public final class EmbeddedInbox implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final ReceivedMails mails = new ReceivedMails(InstantSource.system());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerSocket smtp;
  private final HttpServer http;

  private EmbeddedInbox(ServerSocket smtp, HttpServer http) {
    this.smtp = smtp;
    this.http = http;
  }

  /** Starts it on the loopback address; a port of 0 takes any free one. */
  public static EmbeddedInbox start(int smtpPort, int httpPort) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try {
      ServerSocket smtp = new ServerSocket(smtpPort, 50, loopback);
      try {
        HttpServer http = HttpServer.create(new InetSocketAddress(loopback, httpPort), 0);
        EmbeddedInbox inbox = new EmbeddedInbox(smtp, http);
        inbox.begin();
        return inbox;
      } catch (IOException e) {
        smtp.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException("cannot start the inbox on " + smtpPort + ", " + httpPort, e);
    }
  }

  private void begin() {
    http.setExecutor(threads);
    http.createContext("/", new InboxPages(mails));
    http.start();
    threads.execute(this::accept);
  }

  private void accept() {
    while (!smtp.isClosed()) {
      try {
        Socket client = smtp.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setSoTimeout(PATIENCE_MILLIS);
      new SmtpConversation(client, mails).hold();
    } catch (IOException e) {
      // The client has gone; what it did not finish was not acknowledged.
      System.getLogger(EmbeddedInbox.class.getName())
          .log(System.Logger.Level.DEBUG, "a mail client broke off", e);
    }
  }

  /** The mails that came, newest first. */
  public List<ReceivedMail> mails() {
    return mails.all();
  }

  /** The port of the pages. */
  public int httpPort() {
    return http.getAddress().getPort();
  }

  /** The settings that have a service send its mails here. */
  public Map<String, String> settings() {
    return Map.of(
        "SOUK_SMTP_HOST",
        "127.0.0.1",
        "SOUK_SMTP_PORT",
        Integer.toString(smtp.getLocalPort()),
        "SOUK_SMTP_SECURITY",
        "NONE");
  }

  @Override
  public void close() {
    try {
      smtp.close();
    } catch (IOException e) {
      throw new StoreException("cannot stop the inbox", e);
    } finally {
      http.stop(0);
      threads.shutdownNow();
    }
  }
}
