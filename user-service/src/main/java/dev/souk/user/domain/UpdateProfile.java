package dev.souk.user.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.Errors;
import java.time.Clock;

/**
 * Changes what users say about themselves.
 *
 * <p>Errors: {@code RESOURCE_NOT_FOUND}, {@code ETAG_MISMATCH}, {@code INVALID_FIELD}, {@code
 * CONTENTION}.
 */
public final class UpdateProfile {
  private static final int ATTEMPTS = 10;

  private final Users users;
  private final Clock clock;

  /** Changes accounts of the given store. */
  public UpdateProfile(Users users, Clock clock) {
    this.users = users;
    this.clock = clock;
  }

  /** The account after the change; the same version when nothing changes. */
  public User update(ProfileChange change) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      User user =
          users
              .byId(change.userId())
              .filter(found -> !found.isDeleted())
              .orElseThrow(() -> Errors.notFound("user", change.userId()));
      verifyEtag(change, user);
      verifyEmail(change, user);
      Profile profile = change.edit().apply(user.profile());
      if (profile.equals(user.profile())) {
        return user;
      }
      profile.verify("user.");
      User next = user.withProfile(profile, clock.instant());
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

  /** Sent back unchanged it is as good as absent. Another one must be proven first. */
  private static void verifyEmail(ProfileChange change, User user) {
    if (change.email().filter(email -> !email.equals(user.email())).isPresent()) {
      throw Errors.invalid("user.email", "cannot be changed here");
    }
  }
}
