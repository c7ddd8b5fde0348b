package dev.souk.user.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Makes an account.
 *
 * <p>Errors: {@code INVALID_FIELD} for a password against the policy or a name that is none, {@code
 * EMAIL_TAKEN}, {@code PHONE_TAKEN}, {@code OVERLOADED}.
 */
public final class CreateUser {
  private static final Duration UNPROVEN_PHONE_KEPT = Duration.ofDays(1);

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
   * The new account with these roles, known by an e-mail address.
   *
   * @param creator who makes it, where that is not the one whose it is
   */
  public User create(
      EmailAddress email, String password, String name, Set<Role> roles, Optional<String> creator) {
    User user = User.created(ids.next("usr"), email, name, roles, clock.instant());
    users.add(user, hash(user, password), entry(user, creator));
    return user;
  }

  /**
   * The new account with these roles, known by a telephone number. An account that was made with
   * the number more than a day ago, and has not proven it since, has it no longer: what nobody has
   * proven is nobody's for ever.
   */
  public User createByPhone(String phone, String password, String name, Set<Role> roles) {
    Instant now = clock.instant();
    User user = User.createdByPhone(ids.next("usr"), phone, name, roles, now);
    String hash = hash(user, password);
    users.releasePhone(phone, now.minus(UNPROVEN_PHONE_KEPT));
    users.add(user, hash, entry(user, Optional.empty()));
    return user;
  }

  private static AuditEntry entry(User user, Optional<String> creator) {
    return AuditEntry.done("user.created")
        .on("user", user.id())
        .by(creator.orElse(user.id()))
        .with("roles", Role.text(user.roles()));
  }

  private String hash(User user, String password) {
    policy.verify("password", password);
    user.profile().verify("");
    return passwords.hash(password);
  }
}
