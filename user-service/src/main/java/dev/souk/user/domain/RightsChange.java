package dev.souk.user.domain;

import java.util.Optional;
import java.util.Set;

/**
 * What an administrator wants of an account.
 *
 * @param userId the account
 * @param roles its new roles, where they change
 * @param state its new state, where it changes
 * @param etag the version the change is meant for, where that matters
 */
public record RightsChange(
    String userId, Optional<Set<Role>> roles, Optional<AccountState> state, Optional<String> etag) {

  boolean isMeantFor(User user) {
    return etag.isEmpty() || etag.get().equals(user.etag());
  }

  /** Whether the user is what this very change made of its predecessor: then this is a retry. */
  boolean isWhatMade(User user) {
    return etag.isEmpty() || etag.get().equals(Long.toString(user.version() - 1));
  }
}
