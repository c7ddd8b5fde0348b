package dev.souk.kit.identity;

import dev.souk.kit.error.Errors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that auth-service publishes, fetched when first needed, again every 5 minutes, and at
 * once for a key id that is not known, though not more than once in 10 seconds, or once a second
 * after a failure. When fetching fails the last keys stay in use.
 */
public final class RemoteJwks {
  private static final Logger log = LoggerFactory.getLogger(RemoteJwks.class);
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);
  private static final Duration BEFORE_RETRY = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final URI uri;
  private final Clock clock;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Fetched last = new Fetched(Map.of(), Instant.MIN, Instant.MIN);

  private record Fetched(Map<String, RSAPublicKey> keys, Instant succeeded, Instant attempted) {
    /** When they are not, a key that is not among them may be published by now. */
    private boolean areLatest() {
      return !keys.isEmpty() && !attempted.isAfter(succeeded);
    }
  }

  /** Keys to be fetched from the address. */
  public RemoteJwks(URI uri, Clock clock) {
    this.uri = uri;
    this.clock = clock;
  }

  /**
   * The key with the id, where there is one.
   *
   * @throws dev.souk.kit.error.ApiException {@code DEPENDENCY_UNAVAILABLE} when the key is not
   *     known and the latest ones could not be fetched: then nobody can tell a sound token from
   *     another
   */
  public Optional<RSAPublicKey> find(String kid) {
    Fetched known = last;
    if (!known.keys.containsKey(kid) || known.succeeded.plus(FRESH).isBefore(clock.instant())) {
      known = refresh(kid);
    }
    RSAPublicKey key = known.keys.get(kid);
    if (key == null && !known.areLatest()) {
      throw Errors.unavailable("auth-service");
    }
    return Optional.ofNullable(key);
  }

  private Fetched refresh(String kid) {
    boolean mustWait = !last.keys.containsKey(kid);
    if (mustWait) {
      fetching.lock();
    } else if (!fetching.tryLock()) {
      return last;
    }
    try {
      Instant now = clock.instant();
      Duration pause = mustWait && !last.areLatest() ? BEFORE_RETRY : BETWEEN_FETCHES;
      boolean tooSoon = !last.keys.isEmpty() && last.attempted.plus(pause).isAfter(now);
      if (!tooSoon) {
        last = fetch(now);
      }
      return last;
    } finally {
      fetching.unlock();
    }
  }

  private Fetched fetch(Instant now) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("HTTP " + answer.statusCode());
      }
      return new Fetched(Jwks.parse(answer.body()), now, now);
    } catch (IOException | IllegalArgumentException e) {
      log.warn("cannot fetch the signing keys; the last ones stay in use", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Fetched(last.keys, last.succeeded, now);
  }
}
