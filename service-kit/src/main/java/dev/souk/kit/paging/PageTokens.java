package dev.souk.kit.paging;

import dev.souk.kit.error.Errors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Page tokens: where the next page starts, bound to the query that they continue. They are opaque
 * to clients but not secret, so a cursor holds nothing that the caller may not know, and the query
 * it continues is checked again for what the caller may see.
 */
public final class PageTokens {
  private static final int BINDING_LENGTH = 8;

  private PageTokens() {}

  /**
   * A token for the page that starts after the cursor.
   *
   * @param query everything that tells this query from others: the RPC, filters and order
   * @param cursor where the page before ended
   */
  public static String encode(String query, String cursor) {
    byte[] position = cursor.getBytes(StandardCharsets.UTF_8);
    byte[] token = Arrays.copyOf(binding(query), BINDING_LENGTH + position.length);
    System.arraycopy(position, 0, token, BINDING_LENGTH, position.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * The cursor of a token; nothing for the empty token, which asks for the first page.
   *
   * @throws dev.souk.kit.error.ApiException {@code PAGE_TOKEN_INVALID} for a token of another query
   */
  public static Optional<String> decode(String query, String token) {
    if (token.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = bytes(token);
    if (bytes.length < BINDING_LENGTH
        || !Arrays.equals(binding(query), Arrays.copyOf(bytes, BINDING_LENGTH))) {
      throw Errors.pageTokenInvalid();
    }
    return Optional.of(
        new String(bytes, BINDING_LENGTH, bytes.length - BINDING_LENGTH, StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw Errors.pageTokenInvalid();
    }
  }

  private static byte[] binding(String query) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(query.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(hash, BINDING_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
