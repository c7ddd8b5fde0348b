package dev.souk.user.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.AccountErrors;
import dev.souk.kit.error.Errors;
import java.time.Clock;

/**
 * Changes what users say about themselves. Another e-mail address waits until it is proven; of
 * that, auth-service takes care. Another telephone number is not proven, and signs nobody in.
 *
 * <p>Errors: {@code RESOURCE_NOT_FOUND}, {@code ETAG_MISMATCH}, {@code INVALID_FIELD}, {@code
 * EMAIL_TAKEN}, {@code PHONE_TAKEN}, {@code CONTENTION}, {@code RATE_LIMITED}, {@code
 * REAUTHENTICATION_REQUIRED}, {@code DEPENDENCY_UNAVAILABLE}.
 */
public final class UpdateProfile {
  private static final int ATTEMPTS = 10;

  private final Users users;
  private final EmailChanges emailChanges;
  private final Clock clock;

  /** Changes accounts of the given store. */
  public UpdateProfile(Users users, EmailChanges emailChanges, Clock clock) {
    this.users = users;
    this.emailChanges = emailChanges;
    this.clock = clock;
  }

  /**
   * The account after the change; the same version when nothing changes. The mail is asked for when
   * the change is stored: who does not get it, or must sign in for it, may repeat the call.
   */
  public User update(ProfileChange change) {
    User updated = store(change);
    EmailAddress pending = updated.contacts().pendingEmail();
    if (pending.isPresent() && change.email().filter(pending::isSameAs).isPresent()) {
      emailChanges.request(updated.id(), change.sessionId(), pending);
    }
    return updated;
  }

  private User store(ProfileChange change) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      User user =
          users
              .byId(change.userId())
              .filter(found -> !found.isDeleted())
              .orElseThrow(() -> Errors.notFound("user", change.userId()));
      verifyEtag(change, user);
      Profile profile = change.edit().apply(user.profile());
      Contacts contacts = contacts(change, user, profile);
      if (profile.equals(user.profile()) && contacts.equals(user.contacts())) {
        return user;
      }
      profile.verify("user.");
      User next = user.withProfile(profile, contacts, clock.instant());
      if (users.replace(next, AuditEntry.done("user.profile_changed").on("user", user.id()))) {
        return next;
      }
    }
    throw Errors.contention("user");
  }

  private static void verifyEtag(ProfileChange change, User user) {
    if (change.etag().filter(etag -> !etag.equals(user.etag())).isPresent()) {
      throw Errors.etagMismatch(user.etag());
    }
  }

  private Contacts contacts(ProfileChange change, User user, Profile profile) {
    Contacts contacts =
        profile.phone().equals(user.profile().phone())
            ? user.contacts()
            : withOtherPhone(user.contacts(), profile.phone());
    if (change.email().isPresent()) {
      contacts = withEmail(contacts, change.email().get());
    }
    boolean asksAnew = change.email().filter(contacts.pendingEmail()::equals).isPresent();
    return change.givesUpEmailChange() && !asksAnew
        ? contacts.withPendingEmail(EmailAddress.NONE)
        : contacts;
  }

  /** A number that is all there is to sign in with is not given up for one that may be mistyped. */
  private Contacts withOtherPhone(Contacts contacts, String phone) {
    if (!contacts.email().isPresent()) {
      throw Errors.invalid("user.phone", "is what you sign in with: verify another one instead");
    }
    if (users.credentialsByPhone(phone).filter(Credentials::hasProvenPhone).isPresent()) {
      throw AccountErrors.phoneTaken();
    }
    return contacts.withUnprovenPhone();
  }

  /** Sent back unchanged an address is as good as absent. */
  private Contacts withEmail(Contacts contacts, EmailAddress wanted) {
    if (wanted.isSameAs(contacts.email())) {
      return contacts.withEmailWritten(wanted);
    }
    if (!wanted.isPresent()) {
      throw Errors.invalid("user.email", "cannot be taken away");
    }
    if (users.credentials(wanted).isPresent()) {
      throw AccountErrors.emailTaken();
    }
    return contacts.withPendingEmail(wanted);
  }
}
