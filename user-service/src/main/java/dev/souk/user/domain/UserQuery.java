package dev.souk.user.domain;

import java.util.Optional;

/**
 * Which accounts to list.
 *
 * @param order how they are sorted
 * @param prefix what the text that they are sorted by begins with, in any case; may be empty
 * @param role only those that hold it
 * @param state only those in it
 * @param after only those behind this place in the order
 * @param limit at most so many
 */
public record UserQuery(
    UserOrder order,
    String prefix,
    Optional<Role> role,
    Optional<AccountState> state,
    Optional<String> after,
    int limit) {

  /** Folds the prefix as what it is compared with. */
  public UserQuery {
    prefix = Text.folded(prefix);
  }
}
