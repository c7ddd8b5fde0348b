package dev.souk.user.domain.operation;

import java.time.Instant;
import java.util.Optional;

/**
 * An account that is deleted.
 *
 * @param userId its id, which stays
 * @param email the address that it had, as long as that is known
 * @param deleteTime when its deletion was asked for
 */
public record ErasedAccount(String userId, Optional<String> email, Instant deleteTime) {
  @Override
  public String toString() {
    return "ErasedAccount[" + userId + "]";
  }
}
