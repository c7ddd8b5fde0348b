package dev.souk.kong;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The path by which Kong looks for a route: what is percent-encoded without need is decoded, dot
 * segments are resolved and slashes merged. Without it, another spelling of a path would slip past
 * the plugins of its route.
 */
final class RoutePath {
  private static final String RESERVED = "!*'();:@&=+$,/?%#[]";

  private RoutePath() {}

  /**
   * Normalizes a path.
   *
   * @param raw as the client sent it, ASCII
   * @return empty when what is decoded is no UTF-8: Kong finds no route for it
   */
  static Optional<String> of(String raw) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(decode(raw));
      return Optional.of(resolve(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString()));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static byte[] decode(String raw) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      if (isEncoded(raw, i) && RESERVED.indexOf(HexFormat.fromHexDigits(raw, i + 1, i + 3)) < 0) {
        out.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
        i += 2;
      } else {
        out.write(raw.charAt(i));
      }
    }
    return out.toByteArray();
  }

  private static boolean isEncoded(String raw, int at) {
    return raw.charAt(at) == '%'
        && at + 2 < raw.length()
        && HexFormat.isHexDigit(raw.charAt(at + 1))
        && HexFormat.isHexDigit(raw.charAt(at + 2));
  }

  private static String resolve(String path) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    boolean isFolder = path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..");
    return "/" + String.join("/", kept) + (isFolder && !kept.isEmpty() ? "/" : "");
  }
}
