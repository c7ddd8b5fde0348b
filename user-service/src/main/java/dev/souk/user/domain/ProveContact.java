package dev.souk.user.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.AccountErrors;
import dev.souk.kit.error.Errors;
import java.time.Clock;

/**
 * Gives accounts the address, or the number, whose owner they have proven to be. The proof is
 * auth-service's, which sent a token or a code there.
 *
 * <p>Errors: {@code RESOURCE_NOT_FOUND} for an unknown id, a disabled account, and one that is to
 * have another address by now; {@code EMAIL_TAKEN}, {@code PHONE_TAKEN}, {@code CONTENTION}.
 */
public final class ProveContact {
  private static final int ATTEMPTS = 10;

  private final Users users;
  private final Clock clock;

  /** Changes accounts of the given store. */
  public ProveContact(Users users, Clock clock) {
    this.users = users;
    this.clock = clock;
  }

  /** The account, with the address that it was to have. */
  public User changeEmail(String userId, EmailAddress proven) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      User user = active(userId);
      Contacts contacts = user.contacts();
      if (contacts.email().isSameAs(proven) && contacts.emailVerified()) {
        return user;
      }
      if (!proven.isPresent() || !contacts.pendingEmail().isSameAs(proven)) {
        throw Errors.notFound("user", userId);
      }
      User next = user.withContacts(contacts.withPendingEmailProven(), clock.instant());
      switch (users.claim(next, entry("email.changed", userId))) {
        case MADE -> {
          return next;
        }
        case TAKEN -> throw AccountErrors.emailTaken();
        case OVERTAKEN -> {}
      }
    }
    throw Errors.contention("user");
  }

  /**
   * The account, which signs in with the number from now on. Who was made with it and has not
   * proven it gives way: what nobody has proven is nobody's.
   */
  public User verifyPhone(String userId, String proven) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      User user = active(userId);
      if (user.profile().phone().equals(proven) && user.contacts().phoneVerified()) {
        return user;
      }
      if (!user.contacts().phoneSignsIn() || !user.profile().phone().equals(proven)) {
        users.releasePhone(proven, clock.instant());
      }
      User next =
          user.withProfile(
              user.profile().withPhone(proven), user.contacts().withProvenPhone(), clock.instant());
      switch (users.claim(next, entry("phone.verified", userId))) {
        case MADE -> {
          return next;
        }
        case TAKEN -> throw AccountErrors.phoneTaken();
        case OVERTAKEN -> {}
      }
    }
    throw Errors.contention("user");
  }

  /** Who receives what is sent there is taken for its owner. */
  private static AuditEntry entry(String action, String userId) {
    return AuditEntry.done(action).on("user", userId).by(userId);
  }

  private User active(String userId) {
    return users
        .byId(userId)
        .filter(User::isActive)
        .orElseThrow(() -> Errors.notFound("user", userId));
  }
}
