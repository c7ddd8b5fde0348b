package dev.souk.kit.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

/** The chunks of a PNG file (PNG specification, third edition, section 5). */
final class PngParts {
  private static final int SIGNATURE = 8;
  private static final int LENGTH_AND_TYPE = 8;
  private static final int CRC = 4;

  /** What decides how it looks; text, times, EXIF data and private chunks do not. */
  private static final Set<String> KEPT =
      Set.of(
          "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP",
          "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT");

  private PngParts() {}

  /** Copies the file up to its end; {@link IllegalArgumentException} when it is broken. */
  static byte[] copy(ByteBuffer file) {
    ByteBuffer copy = ByteBuffer.allocate(file.capacity());
    copy.put(file.slice(0, SIGNATURE));
    file.position(SIGNATURE);
    boolean hasPixels = false;
    String type;
    do {
      int start = file.position();
      int length = file.getInt();
      byte[] letters = new byte[4];
      file.get(letters);
      type = new String(letters, StandardCharsets.ISO_8859_1);
      skip(file, length);
      verify(file.slice(start + CRC, letters.length + length), file.getInt());
      if (KEPT.contains(type)) {
        copy.put(file.slice(start, LENGTH_AND_TYPE + length + CRC));
      } else if (Character.isUpperCase(type.charAt(0))) {
        throw new IllegalArgumentException("a chunk that is needed and not known");
      }
      hasPixels |= type.equals("IDAT");
    } while (!type.equals("IEND"));
    if (!hasPixels) {
      throw new IllegalArgumentException("no pixels");
    }
    return Arrays.copyOf(copy.array(), copy.position());
  }

  private static void skip(ByteBuffer file, int length) {
    if (length < 0) {
      throw new IllegalArgumentException("a chunk that is too long");
    }
    file.position(Math.addExact(file.position(), length));
  }

  private static void verify(ByteBuffer data, int expected) {
    CRC32 crc = new CRC32();
    crc.update(data);
    if ((int) crc.getValue() != expected) {
      throw new IllegalArgumentException("a damaged chunk");
    }
  }
}
