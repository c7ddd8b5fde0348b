package dev.souk.user.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.SignInErrors;
import java.time.Clock;
import java.util.Optional;

/**
 * Replaces a password, and ends the account's sessions but one before it answers.
 *
 * <p>The write that stores the new hash also notes that sessions have to be ended. When that fails,
 * a repetition of the call, or else {@link OutdatedSessions}, does it. A repetition is known by the
 * note and by its new password, which is the stored one; without the note that password is not
 * looked at, so that a call never is two guesses.
 *
 * <p>Errors: {@code INVALID_FIELD} for a new password against the policy, {@code
 * INVALID_CREDENTIALS} for an unknown id, a wrong password and a disabled account alike, {@code
 * CONTENTION}, {@code OVERLOADED}.
 */
public final class ChangePassword {
  private static final int ATTEMPTS = 10;

  private final Users users;
  private final PasswordPolicy policy;
  private final Passwords passwords;
  private final OutdatedSessions sessions;
  private final Clock clock;

  /** Changes accounts of the given store. */
  public ChangePassword(
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

  /** Changes it. */
  public void change(PasswordChange change) {
    policy.verify("newPassword", change.newPassword());
    Optional<Credentials> stored = users.credentialsById(change.userId());
    boolean matches =
        passwords.matches(change.currentPassword(), stored.map(Credentials::passwordHash));
    Credentials credentials =
        stored
            .filter(found -> found.user().isActive())
            .orElseThrow(SignInErrors::invalidCredentials);
    if (matches) {
      sessions.end(store(change, credentials));
    } else if (isRepetition(change, credentials)) {
      sessions.end(credentials.user());
    } else {
      throw SignInErrors.invalidCredentials();
    }
  }

  private boolean isRepetition(PasswordChange change, Credentials credentials) {
    User user = credentials.user();
    return user.sessionsOutdated()
        && user.keptSession().equals(Optional.of(change.keptSession()))
        && passwords.matches(change.newPassword(), Optional.of(credentials.passwordHash()));
  }

  private static AuditEntry changed(User user) {
    return AuditEntry.done("password.changed").on("user", user.id()).by(user.id());
  }

  /** Other changes of the account may come in between, but none of its password. */
  private User store(PasswordChange change, Credentials proven) {
    String hash = passwords.hash(change.newPassword());
    User user = proven.user();
    for (int attempt = 0; attempt < ATTEMPTS && user.isActive(); attempt++) {
      User next = user.withNewPassword(change.keptSession(), clock.instant());
      if (users.replacePassword(next, proven.passwordHash(), hash, changed(user))) {
        return next;
      }
      user = users.byId(user.id()).orElseThrow(SignInErrors::invalidCredentials);
    }
    throw Errors.contention("user");
  }
}
