package dev.souk.cart.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Values as JSON. Each begins with its version, so that its head says which it is without being
 * parsed.
 */
final class VersionedJson<T extends Versioned> {
  private static final String HEAD = "{\"version\":\"";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ObjectReader reader;
  private final ObjectWriter writer;

  /** Values of the record, whose first component is the version. */
  VersionedJson(Class<T> type) {
    this.reader = JSON.readerFor(type);
    this.writer = JSON.writerFor(type);
  }

  /** A version that no value ever had, not even one that Redis has lost. */
  static String newVersion(RandomGenerator random) {
    return HexFormat.of().toHexDigits(random.nextLong());
  }

  /** The first bytes of every value of the version; nothing where there is no value. */
  static String head(String version) {
    return version.isEmpty() ? "" : HEAD + version + '"';
  }

  String encode(T value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value cannot be written", e);
    }
  }

  /**
   * Reads a value.
   *
   * @throws CorruptValueException when it is not one that {@link #encode} wrote
   */
  T decode(String key, String json) {
    try {
      T stored = reader.readValue(json);
      if (stored.version().isEmpty() || !json.startsWith(head(stored.version()))) {
        throw new CorruptValueException(key, "its version does not come first", null);
      }
      return stored;
    } catch (JsonProcessingException e) {
      throw new CorruptValueException(key, e.getOriginalMessage(), e);
    }
  }
}
