package dev.souk.cart.store;

import dev.souk.kit.error.Errors;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Tells a Redis that does not serve for now from a defect. */
final class RedisFailures {
  private static final Logger LOG = LoggerFactory.getLogger(RedisFailures.class);

  /** Answers of a Redis that starts, fails over or is full. */
  private static final List<String> NOT_NOW =
      List.of("LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "OOM", "BUSY");

  private RedisFailures() {}

  /** Runs the command; UNAVAILABLE when Redis does not serve. */
  static <T> T guard(Supplier<T> command) {
    try {
      return command.get();
    } catch (JedisDataException e) {
      if (NOT_NOW.stream().noneMatch(String.valueOf(e.getMessage())::startsWith)) {
        throw e;
      }
      throw unavailable(e);
    } catch (JedisException e) {
      throw unavailable(e);
    }
  }

  private static RuntimeException unavailable(JedisException e) {
    LOG.warn("Redis does not serve: {}", e.getMessage());
    return Errors.unavailable("the cart store");
  }
}
