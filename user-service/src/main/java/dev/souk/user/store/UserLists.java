package dev.souk.user.store;

import dev.souk.user.domain.AccountState;
import dev.souk.user.domain.Role;
import dev.souk.user.domain.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lists that accounts are found in: one for every combination of the filters, each account
 * noting the names of those that it is in. So one index an order serves every combination, and a
 * page reads what it answers and no more.
 */
final class UserLists {
  private static final String ANY = "*";

  private UserLists() {}

  /** The list of those who hold the role, in the state; of all where these are not given. */
  static String named(Optional<Role> role, Optional<AccountState> state) {
    return role.map(Role::name).orElse(ANY) + '/' + state.map(AccountState::name).orElse(ANY);
  }

  /** The lists that the account is in. */
  static List<String> of(User user) {
    List<Optional<Role>> roles = new ArrayList<>();
    roles.add(Optional.empty());
    user.roles().stream().sorted().map(Optional::of).forEach(roles::add);
    List<String> lists = new ArrayList<>();
    for (Optional<Role> role : roles) {
      lists.add(named(role, Optional.empty()));
      lists.add(named(role, Optional.of(user.state())));
    }
    return lists;
  }
}
