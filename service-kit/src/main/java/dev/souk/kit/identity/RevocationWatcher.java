package dev.souk.kit.identity;

import com.google.protobuf.util.Timestamps;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.Revocation;
import dev.souk.auth.v1.WatchRevocationsRequest;
import dev.souk.auth.v1.WatchRevocationsResponse;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows auth-service's stream of ended sessions, so that a revoked token is refused within a
 * second also by a service that is called directly. While the stream is broken the revocations
 * known so far stay in force and it is opened again every second; access tokens end by themselves
 * after minutes.
 */
public final class RevocationWatcher implements Predicate<String>, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RevocationWatcher.class);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  private final ManagedChannel auth;
  private final Clock clock;
  private final Map<String, Instant> revoked = new ConcurrentHashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean following;

  /** Starts to follow the stream of the channel. */
  public RevocationWatcher(ManagedChannel auth, Clock clock) {
    this.auth = auth;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("revocations").start(this::run);
  }

  @Override
  public boolean test(String sessionId) {
    return revoked.containsKey(sessionId);
  }

  /** Whether the stream is open and its snapshot was read. */
  public boolean isFollowing() {
    return following;
  }

  @Override
  public void close() {
    stopped.countDown();
    thread.interrupt();
  }

  private void run() {
    try {
      do {
        follow();
        following = false;
      } while (!stopped.await(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() throws InterruptedException {
    BlockingClientCall<?, WatchRevocationsResponse> stream = null;
    try {
      stream =
          AuthServiceGrpc.newBlockingV2Stub(auth)
              .watchRevocations(WatchRevocationsRequest.getDefaultInstance());
      for (WatchRevocationsResponse next = stream.read(); next != null; next = stream.read()) {
        next.getRevocationsList().forEach(this::add);
        forgetEnded();
        following = true;
      }
    } catch (io.grpc.StatusException | StatusRuntimeException e) {
      if (stopped.getCount() > 0) {
        log.info("the stream of revocations ended, opening it again: {}", e.getMessage());
      }
    } finally {
      if (stream != null) {
        stream.cancel("closed", null);
      }
    }
  }

  private void add(Revocation revocation) {
    revoked.put(
        revocation.getSessionId(),
        Instant.ofEpochMilli(Timestamps.toMillis(revocation.getExpireTime())));
  }

  private void forgetEnded() {
    Instant now = clock.instant();
    revoked.values().removeIf(now::isAfter);
  }
}
