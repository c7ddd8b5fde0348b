package dev.souk.user.domain;

import java.text.Normalizer;
import java.util.Locale;

/** What people write, compared and checked. */
final class Text {
  private Text() {}

  /** Composed (Unicode NFC) and in lower case, whatever the locale of the machine. */
  static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /** Whether a line feed, NUL or another control character is in it. */
  static boolean hasControlCharacters(String text) {
    return text.codePoints().anyMatch(Character::isISOControl);
  }
}
