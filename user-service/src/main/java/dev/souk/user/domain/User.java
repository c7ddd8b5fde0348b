package dev.souk.user.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * An account.
 *
 * @param id TypeID with prefix {@code usr}
 * @param contacts how its owner is reached
 * @param profile what its owner says
 * @param roles what it may do
 * @param state whether it can be used
 * @param totpEnabled whether signing in takes a code of an authenticator app too
 * @param avatarVersion tells its owner's picture from others before, or empty without one
 * @param createTime when it was made
 * @param updateTime when it last changed
 * @param version 1 at first, one more with each change; the etag
 * @param outdatingVersion the version with which sessions from before it have still to be ended, if
 *     there is one
 * @param keptSession the one among them that goes on, if one does
 */
public record User(
    String id,
    Contacts contacts,
    Profile profile,
    Set<Role> roles,
    AccountState state,
    boolean totpEnabled,
    String avatarVersion,
    Instant createTime,
    Instant updateTime,
    long version,
    Optional<Long> outdatingVersion,
    Optional<String> keptSession) {

  /** A new account that was made now with an e-mail address. */
  public static User created(
      String id, EmailAddress email, String name, Set<Role> roles, Instant now) {
    return created(id, Contacts.by(email), Profile.named(name), roles, now);
  }

  /** A new account that was made now with a telephone number. */
  public static User createdByPhone(
      String id, String phone, String name, Set<Role> roles, Instant now) {
    Profile profile = new Profile(name, phone, MarketingPreferences.NONE);
    return created(id, Contacts.byPhone(), profile, roles, now);
  }

  private static User created(
      String id, Contacts contacts, Profile profile, Set<Role> roles, Instant now) {
    Instant time = stored(now);
    return new User(
        id,
        contacts,
        profile,
        roles,
        AccountState.ACTIVE,
        false,
        "",
        time,
        time,
        1,
        Optional.empty(),
        Optional.empty());
  }

  /** Its e-mail address, or {@link EmailAddress#NONE}. */
  public EmailAddress email() {
    return contacts.email();
  }

  /** Whether its owner has proven to receive mail there. */
  public boolean emailVerified() {
    return contacts.emailVerified();
  }

  /** Its next version, with other rights; sessions that were opened with the old ones must end. */
  public User withRights(Set<Role> roles, AccountState state, Instant now) {
    Next next = new Next(this, now);
    next.roles = roles;
    next.state = state;
    return next.endingSessions(Optional.empty()).build();
  }

  /**
   * Its next version, with another password; all sessions but one must end, and that one too when
   * an earlier change has still to end it.
   */
  public User withNewPassword(String keptSession, Instant now) {
    return new Next(this, now).endingSessions(unlessOutdated(keptSession)).build();
  }

  /** Its next version, with or without a second factor; sessions end as with a new password. */
  public User withTotp(boolean enabled, String keptSession, Instant now) {
    Next next = new Next(this, now);
    next.totpEnabled = enabled;
    return next.endingSessions(unlessOutdated(keptSession)).build();
  }

  private Optional<String> unlessOutdated(String session) {
    boolean endsAnyway = sessionsOutdated() && !keptSession.equals(Optional.of(session));
    return endsAnyway ? Optional.empty() : Optional.of(session);
  }

  /** Its next version, with an address that its owner has proven to receive mail at. */
  public User withVerifiedEmail(Instant now) {
    return withContacts(contacts.withProvenEmail(), now);
  }

  /** Its next version, with a password set by who receives mail there; all sessions must end. */
  public User withResetPassword(Instant now) {
    Next next = new Next(this, now);
    next.contacts = contacts.withProvenEmail();
    return next.endingSessions(Optional.empty()).build();
  }

  /** Its next version, reached in another way. That ends no sessions. */
  User withContacts(Contacts contacts, Instant now) {
    Next next = new Next(this, now);
    next.contacts = contacts;
    return next.build();
  }

  /** Its last version: nobody's, without anything that identifies its owner; all sessions end. */
  public User deleted(Instant now) {
    Next next = new Next(this, now);
    next.contacts = Contacts.NONE;
    next.profile = Profile.NONE;
    next.roles = Set.of();
    next.state = AccountState.DELETED;
    next.totpEnabled = false;
    next.avatarVersion = "";
    return next.endingSessions(Optional.empty()).build();
  }

  /** Its next version, with another profile. That ends no sessions. */
  public User withProfile(Profile profile, Instant now) {
    return withProfile(profile, contacts, now);
  }

  /** Its next version, with another profile and reached in another way. */
  User withProfile(Profile profile, Contacts contacts, Instant now) {
    Next next = new Next(this, now);
    next.profile = profile;
    next.contacts = contacts;
    return next.build();
  }

  /** Its next version, with another picture, or none. */
  public User withAvatar(String version, Instant now) {
    Next next = new Next(this, now);
    next.avatarVersion = version;
    return next.build();
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

  /**
   * The next version in the making: what is not set stays. Of sessions that an earlier change has
   * still to end it says nothing: they may be ended by now, and the store knows.
   */
  private static final class Next {
    private final User before;
    private final Instant now;
    private Contacts contacts;
    private Profile profile;
    private Set<Role> roles;
    private AccountState state;
    private boolean totpEnabled;
    private String avatarVersion;
    private boolean endsSessions;
    private Optional<String> keptSession = Optional.empty();

    private Next(User before, Instant now) {
      this.before = before;
      this.now = now;
      this.contacts = before.contacts;
      this.profile = before.profile;
      this.roles = before.roles;
      this.state = before.state;
      this.totpEnabled = before.totpEnabled;
      this.avatarVersion = before.avatarVersion;
    }

    private Next endingSessions(Optional<String> kept) {
      endsSessions = true;
      keptSession = kept;
      return this;
    }

    private User build() {
      return new User(
          before.id,
          contacts,
          profile,
          roles,
          state,
          totpEnabled,
          avatarVersion,
          before.createTime,
          stored(now),
          before.version + 1,
          endsSessions ? Optional.of(before.version + 1) : Optional.empty(),
          keptSession);
    }
  }
}
