package dev.souk.user.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * An account.
 *
 * @param id TypeID with prefix {@code usr}
 * @param email unique by its normalized form
 * @param emailVerified whether its owner has proven to receive mail there
 * @param profile what its owner says
 * @param roles what it may do
 * @param state whether it can be used
 * @param createTime when it was made
 * @param updateTime when it last changed
 * @param version 1 at first, one more with each change; the etag
 * @param outdatingVersion the version with which sessions from before it have still to be ended, if
 *     there is one
 * @param keptSession the one among them that goes on, if one does
 */
public record User(
    String id,
    EmailAddress email,
    boolean emailVerified,
    Profile profile,
    Set<Role> roles,
    AccountState state,
    Instant createTime,
    Instant updateTime,
    long version,
    Optional<Long> outdatingVersion,
    Optional<String> keptSession) {

  /** A new account that was made now. */
  public static User created(
      String id, EmailAddress email, String name, Set<Role> roles, Instant now) {
    Instant time = stored(now);
    return new User(
        id,
        email,
        false,
        Profile.named(name),
        roles,
        AccountState.ACTIVE,
        time,
        time,
        1,
        Optional.empty(),
        Optional.empty());
  }

  /** Its next version, with other rights; sessions that were opened with the old ones must end. */
  public User withRights(Set<Role> roles, AccountState state, Instant now) {
    return withOutdatedSessions(roles, state, Optional.empty(), now);
  }

  /**
   * Its next version, with another password; all sessions but one must end, and that one too when
   * an earlier change has still to end it.
   */
  public User withNewPassword(String keptSession, Instant now) {
    boolean endsAnyway = sessionsOutdated() && !this.keptSession.equals(Optional.of(keptSession));
    return withOutdatedSessions(
        roles, state, endsAnyway ? Optional.empty() : Optional.of(keptSession), now);
  }

  /** Its next version, with an address that its owner has proven to receive mail at. */
  public User withVerifiedEmail(Instant now) {
    return new User(
        id,
        email,
        true,
        profile,
        roles,
        state,
        createTime,
        stored(now),
        version + 1,
        Optional.empty(),
        Optional.empty());
  }

  /** Its next version, with a password set by who receives mail there; all sessions must end. */
  public User withResetPassword(Instant now) {
    return new User(
        id,
        email,
        true,
        profile,
        roles,
        state,
        createTime,
        stored(now),
        version + 1,
        Optional.of(version + 1),
        Optional.empty());
  }

  /** Its last version: nobody's, without anything that identifies its owner; all sessions end. */
  public User deleted(Instant now) {
    return new User(
        id,
        EmailAddress.NONE,
        false,
        Profile.NONE,
        Set.of(),
        AccountState.DELETED,
        createTime,
        stored(now),
        version + 1,
        Optional.of(version + 1),
        Optional.empty());
  }

  private User withOutdatedSessions(
      Set<Role> roles, AccountState state, Optional<String> keptSession, Instant now) {
    return new User(
        id,
        email,
        emailVerified,
        profile,
        roles,
        state,
        createTime,
        stored(now),
        version + 1,
        Optional.of(version + 1),
        keptSession);
  }

  /**
   * Its next version, with another profile. That ends no sessions, and says nothing of those which
   * an earlier change has still to end: they may be ended by now, and the store knows.
   */
  public User withProfile(Profile profile, Instant now) {
    return new User(
        id,
        email,
        emailVerified,
        profile,
        roles,
        state,
        createTime,
        stored(now),
        version + 1,
        Optional.empty(),
        Optional.empty());
  }

  /** Times are kept to the millisecond; an account reads as it was answered when it was made. */
  private static Instant stored(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Whether it has exactly these rights. */
  public boolean hasRights(Set<Role> roles, AccountState state) {
    return this.roles.equals(roles) && this.state == state;
  }

  /** Whether sessions from before a change have still to be ended. */
  public boolean sessionsOutdated() {
    return outdatingVersion.isPresent();
  }

  /** Whether it can be used to run the shop. */
  public boolean isActiveAdmin() {
    return isActive() && roles.contains(Role.ROLE_ADMIN);
  }

  /** Whether its owner may sell. */
  public boolean isActiveSeller() {
    return isActive() && roles.contains(Role.ROLE_SELLER);
  }

  /** Whether it was deleted by its owner. */
  public boolean isDeleted() {
    return state == AccountState.DELETED;
  }

  /** Whether it can be used. */
  public boolean isActive() {
    return state == AccountState.ACTIVE;
  }

  /** Identifies this version to clients. */
  public String etag() {
    return Long.toString(version);
  }
}
