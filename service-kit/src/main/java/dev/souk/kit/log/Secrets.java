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
              + "|\\$argon2id\\$\\S+"
              + "|(?i:\"?password\"?\\s*[=:]\\s*)\\S+"
              + "|-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*");

  @Override
  public @Nullable Object mask(TokenStreamContext context, Object value) {
    if (value instanceof CharSequence text) {
      String masked = SECRET.matcher(text).replaceAll("[secret]");
      return masked.contentEquals(text) ? null : masked;
    }
    return null;
  }
}
