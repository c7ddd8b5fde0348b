package dev.souk.auth.api;

import dev.souk.auth.domain.Revocation;
import dev.souk.auth.domain.Revocations;
import dev.souk.auth.event.RevocationFeed;
import dev.souk.auth.event.RevocationSubscription;
import dev.souk.auth.v1.WatchRevocationsRequest;
import dev.souk.auth.v1.WatchRevocationsResponse;
import dev.souk.kit.error.Errors;
import dev.souk.kit.server.Rpc;
import java.time.Duration;
import java.util.List;

/**
 * Streams revocations: the subscription begins before the snapshot is read, so what is revoked in
 * between comes twice rather than never.
 */
public final class RevocationStream {
  private static final Duration BETWEEN_LOOKS_AT_CALLER = Duration.ofSeconds(1);

  private final RevocationFeed feed;
  private final Revocations revocations;

  /** Streams what the feed delivers. */
  public RevocationStream(RevocationFeed feed, Revocations revocations) {
    this.feed = feed;
    this.revocations = revocations;
  }

  /** Sends until the caller leaves. */
  void watch(WatchRevocationsRequest request, Rpc.Stream<WatchRevocationsResponse> answers) {
    try (RevocationSubscription subscription = feed.subscribe()) {
      answers.send(SessionMessages.message(revocations.inForce()));
      while (answers.isOpen()) {
        List<Revocation> next = subscription.next(BETWEEN_LOOKS_AT_CALLER);
        if (!next.isEmpty()) {
          answers.send(SessionMessages.message(next));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.unavailable("auth-service");
    }
  }
}
