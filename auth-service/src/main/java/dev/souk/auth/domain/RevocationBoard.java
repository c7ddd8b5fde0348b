package dev.souk.auth.domain;

import java.util.List;

/** Where revocations are posted for the gateway and for the watchers of every instance. */
@FunctionalInterface
public interface RevocationBoard {
  /**
   * Posts revocations. Posting one twice changes nothing.
   *
   * @throws dev.souk.kit.error.ApiException {@code DEPENDENCY_UNAVAILABLE}; some may be posted then
   */
  void post(List<Revocation> revocations);
}
