package dev.souk.auth.oidc;

import dev.souk.kit.error.Errors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer: read when first needed, again every ten minutes, and for a key id that is
 * not known, though not more than once in thirty seconds, however many ids somebody makes up. Those
 * of the last reading stay in use while the issuer does not answer.
 */
final class IssuerKeys {
  private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration BETWEEN_READINGS = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int LONGEST_SET = 256 * 1024;

  private final URI uri;
  private final HttpClient http;
  private final Clock clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Known last = new Known(Map.of(), Instant.MIN, Instant.MIN);

  private record Known(Map<String, PublicKey> keys, Instant succeeded, Instant attempted) {}

  IssuerKeys(URI uri, HttpClient http, Clock clock) {
    this.uri = uri;
    this.http = http;
    this.clock = clock;
  }

  /**
   * The key with the id, where there is one.
   *
   * @throws dev.souk.kit.error.ApiException {@code DEPENDENCY_UNAVAILABLE} when no keys could be
   *     read yet
   */
  Optional<PublicKey> find(String kid) {
    Known known = last;
    Instant now = clock.instant();
    if (!known.keys.containsKey(kid) || known.succeeded.plus(FRESH).isBefore(now)) {
      known = readAgain(now);
    }
    if (known.keys.isEmpty()) {
      throw Errors.unavailable("issuer");
    }
    return Optional.ofNullable(known.keys.get(kid));
  }

  private Known readAgain(Instant now) {
    reading.lock();
    try {
      if (last.attempted.plus(BETWEEN_READINGS).isAfter(now)) {
        return last;
      }
      last = read(now);
      return last;
    } finally {
      reading.unlock();
    }
  }

  private Known read(Instant now) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(),
              BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_SET));
      if (answer.statusCode() != 200) {
        throw new IOException("HTTP " + answer.statusCode());
      }
      return new Known(JsonWebKeys.parse(answer.body()), now, now);
    } catch (IOException | IllegalArgumentException e) {
      log.warn("cannot read the keys at {}; the last ones stay in use", uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Known(last.keys, last.succeeded, now);
  }
}
