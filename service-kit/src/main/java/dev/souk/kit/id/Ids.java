package dev.souk.kit.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes and checks ids such as {@code ord_01jd8m3q4ref7vd8z8p4v6k1nc}: a prefix that names the
 * type, an underscore, and a UUIDv7 as 26 lower-case Crockford base32 characters (the TypeID
 * specification, version 0.3).
 */
public final class Ids {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int SUFFIX_LENGTH = 26;

  /** The first characters hold the 48 bits of a UUIDv7's time exactly. */
  private static final int TIME_LENGTH = 10;

  private static final long LATEST_MILLIS = (1L << 48) - 1;

  private final Clock clock;

  /** Ids that carry the clock's time. */
  public Ids(Clock clock) {
    this.clock = clock;
  }

  /** A new id with the prefix. Ids of later milliseconds sort after earlier ones. */
  public String next(String prefix) {
    return of(prefix, UuidCreator.getTimeOrderedEpoch(clock.instant()));
  }

  /** Whether the text has the form of an id with the prefix. */
  public static boolean isValid(String prefix, String id) {
    int start = prefix.length() + 1;
    return id.length() == start + SUFFIX_LENGTH
        && id.startsWith(prefix)
        && id.charAt(start - 1) == '_'
        && id.charAt(start) <= '7'
        && id.chars().skip(start).allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  /** When a valid id was made, to the millisecond. */
  public static Instant timeOf(String id) {
    long millis = 0;
    int start = id.indexOf('_') + 1;
    for (int i = start; i < start + TIME_LENGTH; i++) {
      millis = millis << 5 | ALPHABET.indexOf(id.charAt(i));
    }
    return Instant.ofEpochMilli(millis);
  }

  /**
   * Sorts before every id with the prefix made in the time's millisecond or later, and after all
   * others.
   */
  public static String floor(String prefix, Instant time) {
    UUID first = new UUID(Math.clamp(time.toEpochMilli(), 0, LATEST_MILLIS) << 16, 0);
    return of(prefix, first);
  }

  /** The id with the prefix that stands for a UUID. */
  public static String of(String prefix, UUID uuid) {
    return prefix + '_' + encode(uuid);
  }

  /** The UUID that a valid id stands for. Of ids with one prefix the order is that of the bits. */
  public static UUID uuidOf(String id) {
    long high = 0;
    long low = 0;
    for (int i = id.indexOf('_') + 1; i < id.length(); i++) {
      high = high << 5 | low >>> 59;
      low = low << 5 | ALPHABET.indexOf(id.charAt(i));
    }
    return new UUID(high, low);
  }

  private static String encode(UUID uuid) {
    char[] text = new char[SUFFIX_LENGTH];
    long high = uuid.getMostSignificantBits();
    long low = uuid.getLeastSignificantBits();
    for (int i = SUFFIX_LENGTH - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (low & 31));
      low = low >>> 5 | high << 59;
      high >>>= 5;
    }
    return new String(text);
  }
}
