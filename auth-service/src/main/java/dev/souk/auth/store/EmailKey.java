package dev.souk.auth.store;

import java.text.Normalizer;
import java.util.Locale;

/** Under what an e-mail address is kept: case and form of writing do not make another one. */
final class EmailKey {
  private EmailKey() {}

  /** The same rule as user-service's. */
  static String of(String email) {
    return Normalizer.normalize(email.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
