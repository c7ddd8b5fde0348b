package dev.souk.cart.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.souk.cart.domain.Cart;

/**
 * Carts as JSON. A value begins with its version, so that the head of a value says which it is
 * without being parsed.
 */
final class CartCodec {
  /** Hexadecimal digits of a version. */
  static final int VERSION_LENGTH = 16;

  private static final String HEAD = "{\"version\":\"";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectReader READER = JSON.readerFor(StoredCart.class);
  private static final ObjectWriter WRITER = JSON.writerFor(StoredCart.class);

  private CartCodec() {}

  /** The first bytes of every value of the version. */
  static String head(String version) {
    return HEAD + version + '"';
  }

  static String encode(Cart cart, String version) {
    try {
      return WRITER.writeValueAsString(StoredCart.of(cart, version));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a cart cannot be written", e);
    }
  }

  /**
   * Reads a value.
   *
   * @throws CorruptCartException when it is not one that {@link #encode} wrote
   */
  static StoredCart decode(String key, String json) {
    try {
      StoredCart stored = READER.readValue(json);
      if (!json.startsWith(head(stored.version()))) {
        throw new CorruptCartException(key, "its version does not come first", null);
      }
      return stored;
    } catch (JsonProcessingException e) {
      throw new CorruptCartException(key, e.getOriginalMessage(), e);
    }
  }
}
