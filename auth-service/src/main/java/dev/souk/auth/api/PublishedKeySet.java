package dev.souk.auth.api;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The key set as it is published, for caches to keep five minutes and, should the service not
 * answer, a day.
 *
 * @param json the key set
 * @param entityTag changes with the keys (RFC 9110, section 8.8.3)
 */
public record PublishedKeySet(String json, String entityTag) {
  static final String CACHE_CONTROL = "public, max-age=300, stale-if-error=86400";
  static final String CONTENT_TYPE = "application/json";

  /** Publishes the key set. */
  public static PublishedKeySet of(String json) {
    return new PublishedKeySet(json, '"' + hash(json) + '"');
  }

  private static String hash(String text) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
