package dev.souk.order.domain;

import dev.souk.kit.error.ApiException;
import java.time.Instant;
import java.util.Optional;

/** The idempotency keys in the store. */
public interface RequestKeys {
  /** What the key was answered, by whatever request. */
  Optional<Answered> find(RequestKey key);

  /** Keeps a refusal as the key's answer unless it has one. */
  void remember(RequestKey key, ApiException refusal);

  /** Keeps an order as the key's answer unless it has one. */
  void remember(RequestKey key, String orderId);

  /** Forgets the keys that are older. */
  void forgetBefore(Instant time);
}
