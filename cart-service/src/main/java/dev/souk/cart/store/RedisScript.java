package dev.souk.cart.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A script that Redis is sent once and then asked for by its hash. */
final class RedisScript {
  /** Replaces what is still the value that was read. */
  static final RedisScript REPLACE = fromResource("/redis/replace-value.lua");

  /** Removes what is still the value that was read. */
  static final RedisScript REMOVE = fromResource("/redis/remove-value.lua");

  private final String source;
  private final String hash;

  private RedisScript(String source) {
    this.source = source;
    this.hash = Digest.sha1(source);
  }

  static RedisScript fromResource(String path) {
    try (InputStream in = RedisScript.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + path);
      }
      return new RedisScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Object run(UnifiedJedis redis, List<String> keys, List<String> arguments) {
    try {
      return redis.evalsha(hash, keys, arguments);
    } catch (JedisNoScriptException notLoaded) {
      // Redis was restarted or flushed: sending the source loads it again.
      return redis.eval(source, keys, arguments);
    }
  }
}
