package dev.souk.auth.event;

import dev.souk.auth.domain.Revocation;
import dev.souk.auth.domain.RevocationBoard;
import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Revocations in Redis: a key {@code souk:revoked:<session id>} each for the gateway, which expires
 * with the last token it revokes, and a message to the channel that the instances listen to.
 *
 * <p>A marker key tells whether Redis still has what was posted: when it lost its data it lost the
 * marker too.
 */
public final class RedisRevocationBoard implements RevocationBoard {
  private static final String KEY_PREFIX = "souk:revoked:";
  private static final String MARKER = "souk:revocations:complete";
  private static final int BATCH = 500;

  private final UnifiedJedis redis;
  private final Clock clock;
  private volatile boolean failed;

  /** A board in the given Redis. */
  public RedisRevocationBoard(UnifiedJedis redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  @Override
  public void post(List<Revocation> revocations) {
    List<Revocation> inForce =
        revocations.stream()
            .filter(revocation -> clock.instant().isBefore(revocation.expireTime()))
            .toList();
    try {
      for (int from = 0; from < inForce.size(); from += BATCH) {
        postBatch(inForce.subList(from, Math.min(from + BATCH, inForce.size())));
      }
    } catch (JedisException e) {
      failed = true;
      throw Errors.unavailable("redis");
    }
  }

  /** Whether everything that was posted is still there, as far as this instance can tell. */
  public boolean isComplete() {
    try {
      return !failed && redis.exists(MARKER);
    } catch (JedisException e) {
      throw Errors.unavailable("redis");
    }
  }

  /** Posts what is missing with the given action, and notes that nothing is missing any more. */
  public void complete(Runnable postAll) {
    failed = false;
    postAll.run();
    try {
      redis.set(MARKER, "1");
    } catch (JedisException e) {
      throw Errors.unavailable("redis");
    }
  }

  private void postBatch(List<Revocation> batch) {
    try (AbstractPipeline pipeline = redis.pipelined()) {
      List<Response<?>> answers = new ArrayList<>();
      for (Revocation revocation : batch) {
        answers.add(
            pipeline.set(
                KEY_PREFIX + revocation.sessionId(),
                "1",
                SetParams.setParams().pxAt(revocation.expireTime().toEpochMilli())));
      }
      answers.add(pipeline.publish(RevocationMessages.CHANNEL, RevocationMessages.format(batch)));
      pipeline.sync();
      answers.forEach(Response::get); // throws what Redis refused
    }
  }
}
