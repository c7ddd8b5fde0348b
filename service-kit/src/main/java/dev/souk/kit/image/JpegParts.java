package dev.souk.kit.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The segments of a JPEG file (ITU-T T.81, annex B). Of EXIF data only the orientation is kept,
 * without which photographs of telephones lie on their side.
 */
final class JpegParts {
  private static final int START = 0xd8;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int COMMENT = 0xfe;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int MARKER = 0xff;
  private static final int FIRST_RESTART = 0xd0;
  private static final int LAST_RESTART = 0xd7;
  private static final String COLOUR_PROFILE = "ICC_PROFILE\0";

  private JpegParts() {}

  /** Copies the file up to its end; {@link IllegalArgumentException} when it is broken. */
  static byte[] copy(ByteBuffer file) {
    ByteArrayOutputStream copy = new ByteArrayOutputStream(file.capacity());
    marker(copy, START);
    file.position(2);
    boolean hasScan = false;
    for (int code = next(file); code != END; code = next(file)) {
      int start = file.position();
      int length = Short.toUnsignedInt(file.getShort());
      if (length < 2) {
        throw new IllegalArgumentException("a segment without its length");
      }
      file.position(start + length);
      ByteBuffer content = file.slice(start + 2, length - 2);
      if (code == APP1) {
        Orientation.read(content)
            .ifPresent(orientation -> {
              marker(copy, APP1);
              copy.writeBytes(orientation.segment());
            });
      } else if (isKept(code, content)) {
        marker(copy, code);
        write(copy, file, start, file.position());
      }
      if (code == SCAN) {
        hasScan = true;
        int from = file.position();
        skipScan(file);
        write(copy, file, from, file.position());
      }
    }
    if (!hasScan) {
      throw new IllegalArgumentException("no pixels");
    }
    marker(copy, END);
    return copy.toByteArray();
  }

  /**
   * JFIF, colours: APP0, the profile in APP2, Adobe's APP14. No comments, no other applications.
   */
  private static boolean isKept(int code, ByteBuffer content) {
    return switch (code) {
      case APP0, APP14 -> true;
      case APP2 -> startsWith(content, COLOUR_PROFILE);
      case COMMENT -> false;
      default -> code < APP0 || code > APP15;
    };
  }

  /** The next marker's code; it may be preceded by fill bytes. */
  private static int next(ByteBuffer file) {
    if (Byte.toUnsignedInt(file.get()) != MARKER) {
      throw new IllegalArgumentException("no segment where one must begin");
    }
    int code = Byte.toUnsignedInt(file.get());
    while (code == MARKER) {
      code = Byte.toUnsignedInt(file.get());
    }
    if (code == 0 || code == START || isRestart(code)) {
      throw new IllegalArgumentException("a marker where none may stand");
    }
    return code;
  }

  /** Goes to the marker behind the pixels of a scan: FF 00 and restarts belong to them. */
  private static void skipScan(ByteBuffer file) {
    while (true) {
      if (Byte.toUnsignedInt(file.get()) == MARKER) {
        int code = Byte.toUnsignedInt(file.get(file.position()));
        if (code != 0 && code != MARKER && !isRestart(code)) {
          file.position(file.position() - 1);
          return;
        }
      }
    }
  }

  private static boolean isRestart(int code) {
    return code >= FIRST_RESTART && code <= LAST_RESTART;
  }

  private static boolean startsWith(ByteBuffer content, String letters) {
    byte[] wanted = letters.getBytes(StandardCharsets.ISO_8859_1);
    return content.remaining() >= wanted.length
        && content.slice(0, wanted.length).equals(ByteBuffer.wrap(wanted));
  }

  private static void marker(ByteArrayOutputStream copy, int code) {
    copy.write(MARKER);
    copy.write(code);
  }

  private static void write(ByteArrayOutputStream copy, ByteBuffer file, int from, int to) {
    byte[] bytes = new byte[to - from];
    file.get(from, bytes);
    copy.writeBytes(bytes);
  }
}
