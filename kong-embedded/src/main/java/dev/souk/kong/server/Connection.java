package dev.souk.kong.server;

import dev.souk.kong.http.Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection: its requests, one after another. */
final class Connection implements Runnable {
  /** It has no content, and no length of one (RFC 9110, section 8.6). */
  private static final int NOT_MODIFIED = 304;

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int BUFFER = 16 * 1024;
  private static final Duration LINGER = Duration.ofSeconds(10);
  private static final Duration LINGER_IDLE = Duration.ofSeconds(2);

  /** What the server itself decides. */
  private static final Set<String> OWN =
      Set.of(
          "connection",
          "content-length",
          "transfer-encoding",
          "keep-alive",
          "trailer",
          "upgrade",
          "date",
          "te");

  private final Socket socket;
  private final HttpHandler handler;
  private final Clock clock;
  private final Duration patience;
  private volatile boolean busy;
  private volatile boolean stopping;

  Connection(Socket socket, HttpHandler handler, Duration patience, Clock clock) {
    this.socket = socket;
    this.handler = handler;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      SocketReader reader =
          new SocketReader(
              socket, new BufferedInputStream(socket.getInputStream(), BUFFER), patience, clock);
      boolean more = true;
      while (more && !stopping && reader.awaitRequest()) {
        busy = true;
        more = serve(reader, out);
        busy = false;
      }
      linger();
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("a connection ended: {}", e.getMessage());
    }
  }

  /** Ends the connection: at once when it is idle, behind the response when it is not. */
  void stop() {
    stopping = true;
    if (!busy) {
      abort();
    }
  }

  /** Ends the connection whatever it does. */
  void abort() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("a connection could not be closed: {}", e.getMessage());
    }
  }

  private boolean serve(SocketReader reader, OutputStream out) throws IOException {
    RequestHead head;
    try {
      head = RequestHead.parse(reader.headLines());
    } catch (MalformedRequestException e) {
      return refuse(out, e.status());
    } catch (SocketTimeoutException e) {
      return refuse(out, 408);
    }
    BodyStream body = new BodyStream(reader, head, () -> goOn(head, out));
    ServerRequest request =
        new ServerRequest(
            head.method(),
            head.path(),
            head.query(),
            head.headers(),
            body,
            socket.getInetAddress());
    boolean[] keep = new boolean[1];
    handler.handle(request, response -> keep[0] = send(out, response, head, body));
    return keep[0];
  }

  private boolean send(
      OutputStream out, ServerResponse response, RequestHead head, BodyStream body) {
    boolean keep = head.keepsAlive() && body.ended() && !stopping && !closes(response);
    try {
      boolean headOnly = head.method().equals("HEAD");
      write(out, headOnly ? response : Compression.of(head.headers(), response), keep, headOnly);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keep;
  }

  private static boolean closes(ServerResponse response) {
    return response
        .headers()
        .first("connection")
        .filter(value -> value.equalsIgnoreCase("close"))
        .isPresent();
  }

  private static void goOn(RequestHead head, OutputStream out) {
    if (head.expectsContinue()) {
      try {
        out.write(SocketReader.ascii("HTTP/1.1 100 Continue\r\n\r\n"));
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private boolean refuse(OutputStream out, int status) throws IOException {
    write(out, handler.refuse(status, socket.getInetAddress()), false, false);
    return false;
  }

  private void write(OutputStream out, ServerResponse response, boolean keep, boolean headOnly)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(response.status()).append(' ');
    head.append(Reasons.of(response.status())).append("\r\n");
    Headers headers = response.headers();
    headers.forEach((name, value) -> {
      if (!OWN.contains(name)) {
        head.append(name)
            .append(": ")
            .append(value.replaceAll("[\\r\\n\\x00]", " "))
            .append("\r\n");
      }
    });
    head.append("date: ")
        .append(
            DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
    head.append("\r\n");
    if (response.status() != NOT_MODIFIED) {
      head.append("content-length: ").append(response.content().length).append("\r\n");
    }
    head.append(keep ? "" : "connection: close\r\n").append("\r\n");
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(head.length() + response.content().length);
    bytes.writeBytes(SocketReader.ascii(head.toString()));
    if (!headOnly) {
      bytes.writeBytes(response.content());
    }
    bytes.writeTo(out);
    out.flush();
  }

  /**
   * Reads on what the client still sends, for a while: closing at once would reset the connection
   * and take the response away from a client that reads it only after it has sent the whole body.
   */
  private void linger() throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(Math.toIntExact(LINGER_IDLE.toMillis()));
    byte[] rest = new byte[BUFFER];
    Instant end = clock.instant().plus(LINGER);
    int read = 0;
    while (read >= 0 && clock.instant().isBefore(end)) {
      read = socket.getInputStream().read(rest);
    }
  }
}
