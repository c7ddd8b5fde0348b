package dev.souk.user.domain;

import dev.souk.kit.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All accounts. */
public interface Users {
  /**
   * Adds an account with the hash of its password, and what the audit trail says of it.
   *
   * @throws dev.souk.kit.error.ApiException {@code EMAIL_TAKEN}, {@code PHONE_TAKEN} when another
   *     has the address or the number
   */
  void add(User user, String passwordHash, AuditEntry... entries);

  /** The account with the id. */
  Optional<User> byId(String id);

  /** The account with the address and its password hash, both of one moment. */
  Optional<Credentials> credentials(EmailAddress email);

  /** The account that the telephone number signs in to and its password hash, of one moment. */
  Optional<Credentials> credentialsByPhone(String phone);

  /** The account with the id and its password hash, both of one moment. */
  Optional<Credentials> credentialsById(String id);

  /**
   * Stores the next version of an account, and in the same write what the audit trail says of it.
   *
   * @return false when its version is not the successor of the stored one: somebody was faster
   */
  boolean replace(User next, AuditEntry... entries);

  /**
   * Stores the next version of an account that may have another address or number by that, and in
   * the same write what the audit trail says of it.
   */
  Claim claim(User next, AuditEntry... entries);

  /** What became of a claim. */
  enum Claim {
    /** It is stored. */
    MADE,
    /** Its version is not the successor of the stored one: somebody was faster. */
    OVERTAKEN,
    /** Another account has the address or the number. */
    TAKEN
  }

  /**
   * Takes the number from an account that was made with it and has not proven it.
   *
   * @param madeBefore only from an account that is older
   */
  void releasePhone(String phone, Instant madeBefore);

  /**
   * Stores the next version of an account together with the hash of another password, and what the
   * audit trail says of it.
   *
   * @return false when its version is not the successor of the stored one, or the hash is no longer
   *     the old one: somebody was faster
   */
  boolean replacePassword(User next, String oldHash, String newHash, AuditEntry... entries);

  /** Has the audit trail say of an account what does not change it. */
  void note(String userId, AuditEntry entry);

  /**
   * Stores the next version of an account in place of everything that was known of it, the password
   * and what no version tells included; and in the same write what the audit trail says of it.
   *
   * @return false when its version is not the successor of the stored one: somebody was faster
   */
  boolean erase(User next, AuditEntry... entries);

  /** The accounts of a query, in its order. What it costs depends on how many it answers alone. */
  List<User> page(UserQuery query);

  /** Every account that can be used to run the shop. */
  List<User> activeAdmins();

  /** Replaces a hash, unless it changed meanwhile. Not a new version: nobody can see it. */
  void rehash(String userId, String oldHash, String newHash);

  /** Notes that the sessions from before the version that outdated them are ended. */
  void sessionsEnded(String userId, long outdatingVersion);

  /** Accounts changed before the time whose sessions have still to be ended. */
  List<User> withOutdatedSessions(Instant changedBefore);
}
