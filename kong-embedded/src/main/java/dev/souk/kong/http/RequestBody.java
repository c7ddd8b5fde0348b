package dev.souk.kong.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read when somebody first asks for it, and at most up to a limit: a refused
 * request's body is never read, an endless one never held.
 */
public final class RequestBody {
  private static final int CHUNK = 16 * 1024;

  private final Supplier<InputStream> source;
  private final Duration patience;
  private final Clock clock;
  private byte @Nullable [] content;

  /**
   * @param source opens the stream of the body
   * @param patience how long a client may take to send all of it
   */
  public RequestBody(Supplier<InputStream> source, Duration patience, Clock clock) {
    this.source = source;
    this.patience = patience;
    this.clock = clock;
  }

  /** A body that is there already. */
  public static RequestBody of(byte[] content) {
    RequestBody body =
        new RequestBody(InputStream::nullInputStream, Duration.ZERO, Clock.systemUTC());
    body.content = content;
    return body;
  }

  /**
   * Reads the body.
   *
   * @param limit the most bytes to accept
   * @throws BodyTooLargeException when there are more; what follows is left unread
   * @throws SocketTimeoutException when the client is too slow
   */
  public byte[] read(long limit) throws IOException {
    byte[] read = content;
    if (read == null) {
      read = readAll(limit);
      content = read;
    }
    if (read.length > limit) {
      throw new BodyTooLargeException(limit);
    }
    return read;
  }

  private byte[] readAll(long limit) throws IOException {
    Instant end = clock.instant().plus(patience);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = source.get()) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        out.write(chunk, 0, n);
        if (out.size() > limit) {
          throw new BodyTooLargeException(limit);
        }
        if (clock.instant().isAfter(end)) {
          throw new SocketTimeoutException("the client sends its body too slowly");
        }
      }
    }
    return out.toByteArray();
  }
}
