package dev.souk.kit.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the first bytes of an image file say of it. No pixel is decoded: that would be where hostile
 * files do harm.
 *
 * @param contentType its media type
 * @param width in pixels
 * @param height in pixels
 */
public record ImageHeader(String contentType, int width, int height) {
  private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int PNG_IHDR = 0x49484452;
  private static final int JPEG_START = 0xffd8;
  private static final int JPEG_MARKER = 0xff;

  /** Those that have a length and then the size (ITU-T T.81, table B.1): C0 to CF but these. */
  private static final Set<Integer> JPEG_NO_FRAMES = Set.of(0xc4, 0xc8, 0xcc);

  private static final int JPEG_SCAN = 0xda;
  private static final int VP8_START_CODE = 0x2a019d;
  private static final int VP8L_SIGNATURE = 0x2f;
  private static final int FOURTEEN_BITS = 0x3fff;
  private static final int THREE_BYTES = 0xffffff;

  /** The header of a PNG, JPEG or WebP file; nothing for anything else. */
  public static Optional<ImageHeader> read(byte[] file) {
    return Stream.<Reader>of(ImageHeader::png, ImageHeader::jpeg, ImageHeader::webp)
        .flatMap(reader -> attempt(reader, file).stream())
        .findFirst();
  }

  private static Optional<ImageHeader> attempt(Reader reader, byte[] file) {
    try {
      return reader.read(ByteBuffer.wrap(file));
    } catch (BufferUnderflowException | IllegalArgumentException tooShort) {
      // Not of this format, or cut off within its header.
      return Optional.empty();
    }
  }

  private interface Reader {
    Optional<ImageHeader> read(ByteBuffer file);
  }

  /** PNG specification, sections 5.2 and 11.2.1. */
  private static Optional<ImageHeader> png(ByteBuffer file) {
    if (file.getLong() != PNG_SIGNATURE) {
      return Optional.empty();
    }
    int length = file.getInt();
    return length == 13 && file.getInt() == PNG_IHDR
        ? Optional.of(new ImageHeader("image/png", file.getInt(), file.getInt()))
        : Optional.empty();
  }

  /** ITU-T T.81, annex B: segments until the one that begins a frame. */
  private static Optional<ImageHeader> jpeg(ByteBuffer file) {
    if (Short.toUnsignedInt(file.getShort()) != JPEG_START) {
      return Optional.empty();
    }
    while (Byte.toUnsignedInt(file.get()) == JPEG_MARKER) {
      int marker = Byte.toUnsignedInt(file.get());
      while (marker == JPEG_MARKER) {
        marker = Byte.toUnsignedInt(file.get());
      }
      int end = file.position() + Short.toUnsignedInt(file.getShort());
      if (marker >= 0xc0 && marker <= 0xcf && !JPEG_NO_FRAMES.contains(marker)) {
        byte precision = file.get();
        int height = Short.toUnsignedInt(file.getShort());
        int width = Short.toUnsignedInt(file.getShort());
        return precision == 8
            ? Optional.of(new ImageHeader("image/jpeg", width, height))
            : Optional.empty();
      }
      if (marker == JPEG_SCAN || end < file.position()) {
        return Optional.empty();
      }
      file.position(end);
    }
    return Optional.empty();
  }

  /** RFC 9649, sections 2.4 to 2.7. */
  private static Optional<ImageHeader> webp(ByteBuffer file) {
    file.order(ByteOrder.LITTLE_ENDIAN);
    String riff = fourLetters(file);
    file.getInt();
    if (!riff.equals("RIFF") || !fourLetters(file).equals("WEBP")) {
      return Optional.empty();
    }
    String chunk = fourLetters(file);
    file.getInt();
    return switch (chunk) {
      case "VP8 " -> lossy(file);
      case "VP8L" -> lossless(file);
      case "VP8X" -> extended(file);
      default -> Optional.empty();
    };
  }

  /** RFC 6386, section 9.1: three bytes of frame tag, the start code, two sizes of 14 bits. */
  private static Optional<ImageHeader> lossy(ByteBuffer file) {
    threeBytes(file);
    return threeBytes(file) == VP8_START_CODE
        ? webp(file.getShort() & FOURTEEN_BITS, file.getShort() & FOURTEEN_BITS)
        : Optional.empty();
  }

  private static Optional<ImageHeader> lossless(ByteBuffer file) {
    if (file.get() != VP8L_SIGNATURE) {
      return Optional.empty();
    }
    int sizes = file.getInt();
    return webp((sizes & FOURTEEN_BITS) + 1, ((sizes >>> 14) & FOURTEEN_BITS) + 1);
  }

  private static Optional<ImageHeader> extended(ByteBuffer file) {
    file.getInt();
    return webp(threeBytes(file) + 1, threeBytes(file) + 1);
  }

  private static Optional<ImageHeader> webp(int width, int height) {
    return Optional.of(new ImageHeader("image/webp", width, height));
  }

  private static int threeBytes(ByteBuffer file) {
    int low = Short.toUnsignedInt(file.getShort());
    return (low | (Byte.toUnsignedInt(file.get()) << 16)) & THREE_BYTES;
  }

  private static String fourLetters(ByteBuffer file) {
    byte[] letters = new byte[4];
    file.get(letters);
    return new String(letters, StandardCharsets.ISO_8859_1);
  }
}
