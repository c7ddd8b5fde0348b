package dev.souk.kong.upstream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The length-prefixed message of gRPC over HTTP/2, uncompressed. */
final class GrpcFrame {
  private static final int PREFIX = 5;

  private GrpcFrame() {}

  static byte[] wrap(byte[] message) {
    return ByteBuffer.allocate(PREFIX + message.length)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }

  /**
   * Takes the message out of the one frame that a request's body is.
   *
   * @throws IllegalArgumentException when the body is not exactly one uncompressed frame
   */
  static byte[] unwrap(byte[] frame) {
    if (frame.length < PREFIX
        || frame[0] != 0
        || ByteBuffer.wrap(frame).getInt(1) != frame.length - PREFIX) {
      throw new IllegalArgumentException("the request for the service is not one gRPC frame");
    }
    return Arrays.copyOfRange(frame, PREFIX, frame.length);
  }
}
