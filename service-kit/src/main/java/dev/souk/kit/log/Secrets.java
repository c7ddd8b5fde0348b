package dev.souk.kit.log;

import java.util.regex.Pattern;
import net.logstash.logback.mask.ValueMasker;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamContext;

/**
 * Masks what must never stand in a log, wherever it appears in a line: JWTs, bearer tokens, Souk's
 * opaque tokens, password hashes and private keys.
 */
public final class Secrets implements ValueMasker {
  private static final Pattern SECRET =
      Pattern.compile(
          "eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*"
              + "|(?i:bearer\\s+)\\S+"
              + "|sk_[0-9A-Za-z]{16,}"
              + "|\\$argon2id\\$\\S+"
              + "|(?i:\"?password\"?\\s*[=:]\\s*)\\S+"
              + "|-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*");

  @Override
  public @Nullable Object mask(TokenStreamContext context, Object value) {
    if (value instanceof CharSequence sequence) {
      String text = sequence.toString();
      return maySecretBegin(text) ? masked(text) : null;
    }
    return null;
  }

  private static @Nullable String masked(String text) {
    String masked = SECRET.matcher(text).replaceAll("[secret]");
    return masked.equals(text) ? null : masked;
  }

  /**
   * Whether one of the words is there that a secret begins with. Nearly every value of nearly every
   * line has none, and this finds out in a tenth of the pattern's time.
   */
  private static boolean maySecretBegin(String text) {
    for (int i = 0; i < text.length(); i++) {
      String word =
          switch (text.charAt(i)) {
            case 'e' -> "eyJ";
            case 'b', 'B' -> "bearer";
            case 'p', 'P' -> "password";
            case 's' -> "sk_";
            case '$' -> "$argon2id$";
            case '-' -> "-----BEGIN";
            default -> "";
          };
      if (!word.isEmpty() && text.regionMatches(true, i, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }
}
