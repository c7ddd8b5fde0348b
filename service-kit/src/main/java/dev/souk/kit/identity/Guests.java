package dev.souk.kit.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Guests as owners of what is kept: {@code gst_} and the SHA-256 of the guest's id in hexadecimal.
 * Whoever has the id is the guest, so the id itself is kept nowhere.
 */
public final class Guests {
  private static final String PREFIX = "gst_";

  private Guests() {}

  /** What a guest is called as the owner of something. */
  public static String ownerId(String guestId) {
    return ownerIdOfHash(sha256(guestId));
  }

  /** What the guest with the hash is called as the owner of something. */
  public static String ownerIdOfHash(String hash) {
    return PREFIX + hash;
  }

  /** The hash in an owner's id; empty when the owner is a user. */
  public static Optional<String> hashIn(String ownerId) {
    return ownerId.startsWith(PREFIX)
        ? Optional.of(ownerId.substring(PREFIX.length()))
        : Optional.empty();
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
