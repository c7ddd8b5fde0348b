package dev.souk.kit.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * What verified tokens said, keyed by the whole token, so that the RSA signature of one that is
 * used again is not computed again: that is most of the cost of a cheap call. Only what cannot
 * change is kept. Expiry is compared at each use; whether the session was revoked and whether the
 * signing key is still published is for the caller to ask each time.
 */
final class VerifiedTokens<T> {
  /** About 1.5 kB each: what a busy instance sees in a few minutes, at most 12 MB. */
  private static final int MAX_TOKENS = 8_192;

  private final Cache<String, Verified<T>> known =
      Caffeine.newBuilder().maximumSize(MAX_TOKENS).recordStats().build();
  private final Clock clock;

  /**
   * A token whose signature and claims were found sound.
   *
   * @param keyId the {@code kid} of the key that signed it
   * @param expires when it ends
   * @param content what it says
   */
  record Verified<T>(String keyId, Instant expires, T content) {}

  VerifiedTokens(Clock clock) {
    this.clock = clock;
  }

  /** Shows operators how often a token was known. */
  void bindTo(MeterRegistry metrics, String name) {
    CaffeineCacheMetrics.monitor(metrics, known, name);
  }

  /** The token's content when it was seen before and has not expired. */
  Optional<Verified<T>> find(String token) {
    Verified<T> verified = known.getIfPresent(token);
    if (verified != null && !clock.instant().isBefore(verified.expires)) {
      known.invalidate(token);
      return Optional.empty();
    }
    return Optional.ofNullable(verified);
  }

  void add(String token, Verified<T> verified) {
    known.put(token, verified);
  }
}
