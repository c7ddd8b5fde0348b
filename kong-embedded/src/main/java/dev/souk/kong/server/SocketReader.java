package dev.souk.kong.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads requests from a connection, with a bound on every line, on all headers, and on the time
 * that they take.
 */
final class SocketReader {
  private static final int MAX_LINE = 8 * 1024;
  private static final int MAX_HEADERS = 32 * 1024;
  private static final int MAX_CHUNK_LINE = 256;

  private final InputStream in;
  private final Socket socket;
  private final Duration patience;
  private final Clock clock;

  SocketReader(Socket socket, InputStream in, Duration patience, Clock clock) {
    this.socket = socket;
    this.in = in;
    this.patience = patience;
    this.clock = clock;
  }

  /** Waits for the first byte of a request; false when the client has no more. */
  boolean awaitRequest() throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    in.mark(1);
    int first = in.read();
    if (first < 0) {
      return false;
    }
    in.reset();
    return true;
  }

  /** Reads the lines up to the empty one. */
  List<String> headLines() throws IOException {
    Instant end = clock.instant().plus(patience);
    List<String> lines = new ArrayList<>();
    String line = line(MAX_LINE, 414, end);
    if (line.isEmpty()) {
      line = line(MAX_LINE, 414, end);
    }
    int left = MAX_HEADERS;
    while (!line.isEmpty()) {
      lines.add(line);
      line = line(Math.min(left, MAX_LINE), 400, end);
      left -= line.length() + 2;
    }
    if (lines.isEmpty()) {
      throw new MalformedRequestException(400, "no request line");
    }
    return lines;
  }

  /** Reads one line of the framing of a chunked body. */
  String chunkLine() throws IOException {
    return line(MAX_CHUNK_LINE, 400, clock.instant().plus(patience));
  }

  private String line(int limit, int tooLong, Instant end) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("the connection ended within a request");
      } else if (c == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
        line.setLength(line.length() - 1);
        return line.toString();
      } else if (c == '\n' || line.indexOf("\r") >= 0) {
        throw new MalformedRequestException(400, "a line must end with CR LF");
      } else if (line.length() > limit) {
        throw new MalformedRequestException(tooLong, "a line is too long");
      }
      line.append((char) c);
      if (clock.instant().isAfter(end)) {
        throw new SocketTimeoutException("the client sends its headers too slowly");
      }
    }
  }

  /** Reads what is there of a body. */
  int read(byte[] bytes, int from, int length) throws IOException {
    int n = in.read(bytes, from, length);
    if (n < 0) {
      throw new EOFException("the connection ended within a body");
    }
    return n;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
