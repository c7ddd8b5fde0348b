package dev.souk.user.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.id.Ids;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Makes an account.
 *
 * <p>Errors: {@code INVALID_FIELD} for a password against the policy or a name that is none, {@code
 * EMAIL_TAKEN}, {@code OVERLOADED}.
 */
public final class CreateUser {
  private final Users users;
  private final PasswordPolicy policy;
  private final Passwords passwords;
  private final Ids ids;
  private final Clock clock;

  /** Makes accounts in the given store. */
  public CreateUser(Users users, PasswordPolicy policy, Passwords passwords, Ids ids, Clock clock) {
    this.users = users;
    this.policy = policy;
    this.passwords = passwords;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * The new account with these roles.
   *
   * @param creator who makes it, where that is not the one whose it is
   */
  public User create(
      EmailAddress email, String password, String name, Set<Role> roles, Optional<String> creator) {
    policy.verify("password", password);
    Profile.named(name).verify("");
    String hash = passwords.hash(password);
    User user = User.created(ids.next("usr"), email, name, roles, clock.instant());
    users.add(
        user,
        hash,
        AuditEntry.done("user.created")
            .on("user", user.id())
            .by(creator.orElse(user.id()))
            .with("roles", Role.text(roles)));
    return user;
  }
}
