package dev.souk.kong.server;

import java.io.IOException;
import java.io.InputStream;

/**
 * The body of one request, framed by its length or by chunks; tells the client to go on when it
 * waits for that.
 */
final class BodyStream extends InputStream {
  private final SocketReader reader;
  private final boolean chunked;
  private final Runnable goOn;
  private long left;
  private boolean started;
  private boolean ended;

  /**
   * @param goOn called once, when the body is first read
   */
  BodyStream(SocketReader reader, RequestHead head, Runnable goOn) {
    this.reader = reader;
    this.chunked = head.isChunked();
    this.left = chunked ? 0 : head.contentLength();
    this.ended = !chunked && left == 0;
    this.goOn = goOn;
  }

  /** Whether nothing of the body is left in the connection. */
  boolean ended() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (ended || length == 0) {
      return ended ? -1 : 0;
    }
    if (!started) {
      started = true;
      goOn.run();
      if (chunked) {
        startChunk();
      }
    }
    if (ended) {
      return -1;
    }
    int n = reader.read(bytes, from, (int) Math.min(left, length));
    left -= n;
    if (left == 0) {
      endChunk();
    }
    return n;
  }

  private void endChunk() throws IOException {
    if (!chunked) {
      ended = true;
    } else if (!reader.chunkLine().isEmpty()) {
      throw new MalformedRequestException(400, "malformed chunk");
    } else {
      startChunk();
    }
  }

  private void startChunk() throws IOException {
    String line = reader.chunkLine();
    int extension = line.indexOf(';');
    String size = (extension < 0 ? line : line.substring(0, extension)).strip();
    if (!size.matches("[0-9a-fA-F]{1,8}")) {
      throw new MalformedRequestException(400, "malformed chunk size");
    }
    left = Long.parseLong(size, 16);
    if (left == 0) {
      skipTrailers();
      ended = true;
    }
  }

  private void skipTrailers() throws IOException {
    for (int i = 0; !reader.chunkLine().isEmpty(); i++) {
      if (i == 16) {
        throw new MalformedRequestException(400, "too many trailers");
      }
    }
  }
}
