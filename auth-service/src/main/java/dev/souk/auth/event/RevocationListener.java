package dev.souk.auth.event;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Listens to the channel of revocations and feeds them to the watchers of this instance. Keeps
 * coming back after a lost connection; one that died silently is noticed because pings on it stay
 * without an answer.
 */
public final class RevocationListener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RevocationListener.class);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

  private final RedisClient redis;
  private final RevocationFeed feed;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Channel channel = new Channel();

  private RevocationListener(RedisClient redis, RevocationFeed feed) {
    this.redis = redis;
    this.feed = feed;
  }

  /**
   * Starts to listen at the given Redis.
   *
   * @param silenceLimit a connection on which nothing came for so long, no answer to a ping either,
   *     is taken for dead
   */
  public static RevocationListener start(URI redisUri, RevocationFeed feed, Duration silenceLimit) {
    RedisClient redis =
        RedisClient.builder()
            .hostAndPort(JedisURIHelper.getHostAndPort(redisUri))
            .clientConfig(
                DefaultJedisClientConfig.builder(redisUri)
                    // In RESP3 the answer to a ping is not one that the client expects here.
                    .resp2()
                    .blockingSocketTimeoutMillis((int) silenceLimit.toMillis())
                    .build())
            .build();
    RevocationListener listener = new RevocationListener(redis, feed);
    Thread.ofVirtual().name("revocation-listener").start(listener::run);
    return listener;
  }

  /** Asks for a sign of life of the connection; to be called well within the silence limit. */
  public void ping() {
    Channel current = channel;
    if (current.open) {
      current.ping();
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    feed.interrupt();
    try {
      Channel current = channel;
      if (current.open) {
        current.unsubscribe();
      }
    } catch (JedisException e) {
      log.debug("the connection is gone already", e);
    }
    redis.close();
  }

  private void run() {
    try {
      do {
        listen();
        feed.interrupt();
      } while (!stopped.await(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    Channel fresh = new Channel();
    channel = fresh;
    try {
      redis.subscribe(fresh, RevocationMessages.CHANNEL);
    } catch (JedisException e) {
      if (stopped.getCount() > 0) {
        log.warn("lost the channel of revocations, subscribing again: {}", e.getMessage());
      }
    } finally {
      fresh.open = false;
    }
  }

  /** What comes in on the connection. */
  private final class Channel extends JedisPubSub {
    private volatile boolean open;

    @Override
    public void onSubscribe(String name, int subscribed) {
      open = true;
      feed.goLive();
    }

    @Override
    public void onMessage(String name, String message) {
      try {
        feed.deliver(RevocationMessages.parse(message));
      } catch (IllegalArgumentException e) {
        log.error("a message on the channel of revocations is malformed", e);
      }
    }
  }
}
