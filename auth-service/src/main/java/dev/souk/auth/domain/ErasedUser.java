package dev.souk.auth.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A user whose account is deleted.
 *
 * @param userId TypeID with prefix {@code usr}
 * @param email the address that the account had, when it is known; by now it may be another's
 * @param deleteTime when the account was deleted
 */
public record ErasedUser(String userId, Optional<String> email, Instant deleteTime) {
  @Override
  public String toString() {
    return "ErasedUser[" + userId + "]";
  }
}
