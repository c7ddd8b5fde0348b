package dev.souk.user.store;

import dev.souk.user.domain.AccountState;
import dev.souk.user.domain.Contacts;
import dev.souk.user.domain.EmailAddress;
import dev.souk.user.domain.MarketingPreferences;
import dev.souk.user.domain.Profile;
import dev.souk.user.domain.Role;
import dev.souk.user.domain.User;
import dev.souk.user.domain.UserOrder;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/** The form of an account in MongoDB. */
final class UserDocuments {
  static final String ID = "_id";
  static final String EMAIL = "email";
  static final String EMAIL_LOWER = "emailLower";
  static final String EMAIL_VERIFIED = "emailVerified";
  static final String PENDING_EMAIL = "pendingEmail";

  /** The telephone number while it signs in, so that a sparse index keeps those apart. */
  static final String PHONE_KEY = "phoneKey";

  static final String PHONE_VERIFIED = "phoneVerified";
  static final String TOTP_ENABLED = "totpEnabled";
  static final String AVATAR_VERSION = "avatarVersion";
  static final String NAME = "name";
  static final String PHONE = "phone";
  static final String MARKETING_EMAIL = "marketingEmail";
  static final String MARKETING_SMS = "marketingSms";
  static final String PASSWORD_HASH = "passwordHash";
  static final String ROLES = "roles";
  static final String STATE = "state";
  static final String CREATE_TIME = "createTime";
  static final String UPDATE_TIME = "updateTime";
  static final String VERSION = "version";

  /** What accounts are sorted by when they are sorted by name. */
  static final String NAME_KEY = "nameKey";

  /** The names of the lists that the account is in, see {@link UserLists}. */
  static final String LISTS = "lists";

  /**
   * The version that outdated sessions, present while they have still to be ended, so that a sparse
   * index holds only those. Notes from before it was kept say {@code true}.
   */
  static final String SESSIONS_OUTDATED = "sessionsOutdated";

  /** The session that is not to be ended, beside the note above. */
  static final String KEPT_SESSION = "keptSession";

  /** Events of the audit trail that are not on Kafka yet. */
  static final String AUDIT_OUTBOX = "auditOutbox";

  static final String AUDIT_EVENT_ID = "id";
  static final String AUDIT_EVENT = "event";

  /** The second factor, see {@link MongoSecondFactors}. */
  static final String TOTP = "totp";

  static final String TOTP_OFFER = "totpOffer";

  /** What an account can cease to have. */
  static final List<String> OPTIONAL =
      List.of(EMAIL, EMAIL_LOWER, PENDING_EMAIL, PHONE_KEY, AVATAR_VERSION);

  private UserDocuments() {}

  static Document of(User user) {
    Document document =
        new Document(ID, user.id())
            .append(EMAIL_VERIFIED, user.emailVerified())
            .append(PHONE_VERIFIED, user.contacts().phoneVerified())
            .append(TOTP_ENABLED, user.totpEnabled())
            .append(NAME, user.profile().name())
            .append(PHONE, user.profile().phone())
            .append(MARKETING_EMAIL, user.profile().marketing().email())
            .append(MARKETING_SMS, user.profile().marketing().sms())
            .append(NAME_KEY, UserOrder.NAME.keyOf(user))
            .append(LISTS, UserLists.of(user))
            .append(ROLES, user.roles().stream().sorted().map(Role::name).toList())
            .append(STATE, user.state().name())
            .append(CREATE_TIME, Date.from(user.createTime()))
            .append(UPDATE_TIME, Date.from(user.updateTime()))
            .append(VERSION, user.version());
    appendOptional(document, user);
    user.outdatingVersion()
        .ifPresent(version -> {
          document.append(SESSIONS_OUTDATED, version);
          document.append(KEPT_SESSION, user.keptSession().orElse(null));
        });
    return document;
  }

  private static void appendOptional(Document document, User user) {
    if (user.email().isPresent()) {
      document.append(EMAIL, user.email().text());
      document.append(EMAIL_LOWER, user.email().normalized());
    }
    if (user.contacts().pendingEmail().isPresent()) {
      document.append(PENDING_EMAIL, user.contacts().pendingEmail().text());
    }
    if (user.contacts().phoneSignsIn()) {
      document.append(PHONE_KEY, user.profile().phone());
    }
    if (!user.avatarVersion().isEmpty()) {
      document.append(AVATAR_VERSION, user.avatarVersion());
    }
  }

  static User user(Document document) {
    return new User(
        document.getString(ID),
        contacts(document),
        profile(document),
        roles(document.getList(ROLES, String.class)),
        AccountState.valueOf(document.getString(STATE)),
        document.getBoolean(TOTP_ENABLED, false),
        document.get(AVATAR_VERSION, ""),
        document.getDate(CREATE_TIME).toInstant(),
        document.getDate(UPDATE_TIME).toInstant(),
        document.getLong(VERSION),
        outdatingVersion(document),
        Optional.ofNullable(document.getString(KEPT_SESSION)));
  }

  private static Optional<Long> outdatingVersion(Document document) {
    return Optional.ofNullable(document.get(SESSIONS_OUTDATED))
        .map(note -> note instanceof Long version ? version : document.getLong(VERSION));
  }

  private static Contacts contacts(Document document) {
    return new Contacts(
        new EmailAddress(document.get(EMAIL, "")),
        document.getBoolean(EMAIL_VERIFIED),
        new EmailAddress(document.get(PENDING_EMAIL, "")),
        document.containsKey(PHONE_KEY),
        document.getBoolean(PHONE_VERIFIED, false));
  }

  private static Profile profile(Document document) {
    return new Profile(
        document.getString(NAME),
        document.get(PHONE, ""),
        new MarketingPreferences(
            document.getBoolean(MARKETING_EMAIL, false),
            document.getBoolean(MARKETING_SMS, false)));
  }

  private static Set<Role> roles(List<String> names) {
    return names.stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
  }
}
