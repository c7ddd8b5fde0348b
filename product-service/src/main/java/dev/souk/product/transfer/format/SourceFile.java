package dev.souk.product.transfer.format;

import dev.souk.kit.error.CatalogErrors;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Files as they arrive. */
public final class SourceFile {
  private static final int MOST_ROWS = 50_000;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private SourceFile() {}

  /**
   * The text of a file in UTF-8, without its byte order mark.
   *
   * @throws dev.souk.kit.error.ApiException {@code FILE_UNREADABLE} where it is no UTF-8 or has a
   *     NUL, as files in UTF-16 do
   */
  public static String text(ByteBuffer bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = bytes.asReadOnlyBuffer();
    CharBuffer out = CharBuffer.allocate(in.remaining());
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw unreadable(text.substring(0, nul), "there is a NUL, which no text has");
    }
    if (result.isError()) {
      throw unreadable(text, "what follows is not UTF-8");
    }
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** Fails with {@code FILE_UNREADABLE} when there are too many rows. */
  static void requireRows(int rows, long line) {
    if (rows > MOST_ROWS) {
      throw CatalogErrors.fileUnreadable(line, "", "the file has more than " + MOST_ROWS + " rows");
    }
  }

  private static dev.souk.kit.error.ApiException unreadable(String before, String description) {
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    int column = before.length() - before.lastIndexOf('\n');
    return CatalogErrors.fileUnreadable(line, Integer.toString(column), description);
  }
}
