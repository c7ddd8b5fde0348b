package dev.souk.user.password;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hash with all that is needed to compute it again, in the PHC string format: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, the last two in base64 without padding.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
record PhcString(int memoryKib, int iterations, int lanes, byte[] salt, byte[] hash) {
  private static final Pattern FORMAT =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  static PhcString parse(String text) {
    Matcher matcher = FORMAT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException("a stored password hash is not an argon2id PHC string");
    }
    return new PhcString(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        Base64.getDecoder().decode(matcher.group(4)),
        Base64.getDecoder().decode(matcher.group(5)));
  }

  String text() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            memoryKib, iterations, lanes, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  @Override
  public String toString() {
    return "PhcString[...]";
  }
}
