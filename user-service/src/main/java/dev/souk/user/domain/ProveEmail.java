package dev.souk.user.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.Errors;
import java.time.Clock;

/**
 * Changes what who receives mail at an account's address may change: that the address is verified,
 * and the password. The proof is auth-service's, which mailed a token there; it does not count for
 * an account that has another address by now.
 *
 * <p>A new password ends all sessions of the account before the call ends; the write that stores it
 * notes that, as {@link ChangePassword} does. A repetition does what is left.
 *
 * <p>Errors: {@code RESOURCE_NOT_FOUND} for an unknown id, a disabled account and another address;
 * {@code INVALID_FIELD} for a password against the policy, {@code CONTENTION}, {@code OVERLOADED}.
 */
public final class ProveEmail {
  private static final int ATTEMPTS = 10;

  private final Users users;
  private final PasswordPolicy policy;
  private final Passwords passwords;
  private final OutdatedSessions sessions;
  private final Clock clock;

  /** Changes accounts of the given store. */
  public ProveEmail(
      Users users,
      PasswordPolicy policy,
      Passwords passwords,
      OutdatedSessions sessions,
      Clock clock) {
    this.users = users;
    this.policy = policy;
    this.passwords = passwords;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** The account, its address verified. */
  public User verify(String userId, EmailAddress proven) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      User user = proven(userId, proven).user();
      if (user.emailVerified()) {
        return user;
      }
      User next = user.withVerifiedEmail(clock.instant());
      if (users.replace(next, entry("email.verified", userId))) {
        return next;
      }
    }
    throw Errors.contention("user");
  }

  /** The account, with the password and without sessions. */
  public User resetPassword(String userId, EmailAddress proven, String newPassword) {
    policy.verify("newPassword", newPassword);
    proven(userId, proven);
    User changed = store(userId, proven, passwords.hash(newPassword));
    sessions.end(changed);
    return changed;
  }

  private User store(String userId, EmailAddress proven, String newHash) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Credentials credentials = proven(userId, proven);
      User next = credentials.user().withResetPassword(clock.instant());
      if (users.replacePassword(
          next, credentials.passwordHash(), newHash, entry("password.reset", userId))) {
        return next;
      }
    }
    throw Errors.contention("user");
  }

  /** Who receives mail at the address is taken for its owner. */
  private static AuditEntry entry(String action, String userId) {
    return AuditEntry.done(action).on("user", userId).by(userId);
  }

  private Credentials proven(String userId, EmailAddress proven) {
    return users
        .credentialsById(userId)
        .filter(found -> found.user().isActive())
        .filter(found -> found.user().email().normalized().equals(proven.normalized()))
        .orElseThrow(() -> Errors.notFound("user", userId));
  }
}
