package dev.souk.auth.store;

import dev.souk.kit.error.Errors;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisException;

/** What the counters in Redis have in common. */
final class RedisScripts {
  private RedisScripts() {}

  /** Under what an e-mail address is kept: Redis never learns it. */
  static String hash(String email) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(EmailKey.of(email).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A Redis that does not answer is a reason to repeat the call. */
  static <T> T reaching(Supplier<T> operation) {
    try {
      return operation.get();
    } catch (JedisException e) {
      throw Errors.unavailable("redis");
    }
  }
}
