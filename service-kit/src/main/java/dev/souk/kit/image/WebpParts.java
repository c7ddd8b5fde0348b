package dev.souk.kit.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** The chunks of a WebP file (RFC 9649, section 2). */
final class WebpParts {
  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int EXTENDED_FLAGS_AT = 8;
  private static final int NO_EXIF_NO_XMP = ~(0x08 | 0x04);
  private static final Set<String> PIXELS = Set.of("VP8 ", "VP8L", "ANMF");
  private static final Set<String> KEPT =
      Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP");

  private WebpParts() {}

  /** Copies the file up to its end; {@link IllegalArgumentException} when it is broken. */
  static byte[] copy(ByteBuffer file) {
    file.order(ByteOrder.LITTLE_ENDIAN);
    int end = Math.addExact(file.getInt(4), CHUNK_HEADER);
    if (end < RIFF_HEADER || end > file.capacity()) {
      throw new IllegalArgumentException("not as long as it says");
    }
    ByteBuffer copy = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
    copy.put(file.slice(0, RIFF_HEADER));
    boolean hasPixels = false;
    int at = RIFF_HEADER;
    while (at < end) {
      String type = StandardCharsets.ISO_8859_1.decode(file.slice(at, 4)).toString();
      int length = file.getInt(at + 4);
      int next = Math.addExact(at + CHUNK_HEADER + (length & 1), length);
      if (length < 0 || next > end) {
        throw new IllegalArgumentException("a chunk that is too long");
      }
      if (KEPT.contains(type)) {
        int start = copy.position();
        copy.put(file.slice(at, next - at));
        if (type.equals("VP8X")) {
          int flags = start + EXTENDED_FLAGS_AT;
          copy.put(flags, (byte) (copy.get(flags) & NO_EXIF_NO_XMP));
        }
      }
      hasPixels |= PIXELS.contains(type);
      at = next;
    }
    if (!hasPixels) {
      throw new IllegalArgumentException("no pixels");
    }
    copy.putInt(4, copy.position() - CHUNK_HEADER);
    return Arrays.copyOf(copy.array(), copy.position());
  }
}
