package dev.souk.kit.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a photograph is to be turned, as EXIF data say it (CIPA DC-008, tag 0112).
 *
 * @param value 2 to 8; 1, upright, needs no saying
 */
record Orientation(int value) {
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int TIFF_HEADER = 8;
  private static final short LITTLE_ENDIAN = 0x4949;
  private static final short VERSION = 42;
  private static final short TAG = 0x0112;
  private static final short SHORT = 3;
  private static final int MOST = 8;

  /** The orientation in the content of an APP1 segment, where one is there that is not upright. */
  static Optional<Orientation> read(ByteBuffer content) {
    try {
      byte[] name = new byte[EXIF.length];
      content.get(name);
      return Arrays.equals(name, EXIF) ? find(content.slice()) : Optional.empty();
    } catch (BufferUnderflowException | IllegalArgumentException broken) {
      // Broken EXIF data turn nothing.
      return Optional.empty();
    }
  }

  private static Optional<Orientation> find(ByteBuffer tiff) {
    tiff.order(tiff.getShort() == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (tiff.getShort() != VERSION) {
      return Optional.empty();
    }
    tiff.position(tiff.getInt());
    int entries = Short.toUnsignedInt(tiff.getShort());
    for (int i = 0; i < entries; i++) {
      short tag = tiff.getShort();
      short type = tiff.getShort();
      int count = tiff.getInt();
      int value = Short.toUnsignedInt(tiff.getShort());
      tiff.getShort();
      if (tag == TAG && type == SHORT && count == 1) {
        return value > 1 && value <= MOST ? Optional.of(new Orientation(value)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** An APP1 segment that says nothing else, from its length on. */
  byte[] segment() {
    int length = 2 + EXIF.length + TIFF_HEADER + 2 + 12 + 4;
    return ByteBuffer.allocate(length)
        .putShort((short) length)
        .put(EXIF)
        .putShort((short) 0x4d4d)
        .putShort(VERSION)
        .putInt(TIFF_HEADER)
        .putShort((short) 1)
        .putShort(TAG)
        .putShort(SHORT)
        .putInt(1)
        .putShort((short) value)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }
}
