package dev.souk.auth.store;

import dev.souk.auth.domain.RequestOrigin;
import dev.souk.auth.domain.SealedToken;
import dev.souk.auth.domain.Session;
import dev.souk.auth.domain.SessionKey;
import dev.souk.auth.domain.Succession;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;

/** The form of a session in MongoDB. */
final class SessionDocuments {
  static final String ID = "_id";
  static final String USER_ID = "userId";
  static final String DEVICE_NAME = "deviceName";
  static final String IP_ADDRESS = "ipAddress";
  static final String USER_AGENT = "userAgent";
  static final String KEY = "key";
  static final String REFRESH_HASH = "refreshHash";
  static final String PREDECESSOR_HASH = "predecessorHash";
  static final String SUCCESSOR = "successor";

  /** Absent where no spent token is answered, so that a sparse index holds the others alone. */
  static final String SUCCESSION_END = "successionEnd";

  static final String CREATE_TIME = "createTime";
  static final String REFRESH_TIME = "refreshTime";
  static final String REFRESH_TOKEN_END = "refreshTokenEnd";
  static final String ABSOLUTE_END = "absoluteEnd";

  /** Absent while the session lives, so that a sparse index holds the ended ones alone. */
  static final String END_TIME = "endTime";

  /** When the document can go. */
  static final String PURGE_TIME = "purgeTime";

  /** For how long a token of a session that is over is told from one that never was. */
  private static final Duration KEPT = Duration.ofDays(30);

  private SessionDocuments() {}

  static Document of(Session session) {
    return new Document(ID, session.id())
        .append(USER_ID, session.userId())
        .append(DEVICE_NAME, session.deviceName())
        .append(IP_ADDRESS, session.lastSeenFrom().ipAddress())
        .append(USER_AGENT, session.lastSeenFrom().userAgent())
        .append(KEY, new Binary(session.key().bytes()))
        .append(REFRESH_HASH, session.refreshHash())
        .append(CREATE_TIME, Date.from(session.createTime()))
        .append(REFRESH_TIME, Date.from(session.refreshTime()))
        .append(REFRESH_TOKEN_END, Date.from(session.refreshTokenEnd()))
        .append(ABSOLUTE_END, Date.from(session.absoluteEnd()))
        .append(PURGE_TIME, purgeTime(session.refreshTokenEnd()));
  }

  static Date purgeTime(Instant over) {
    return Date.from(over.plus(KEPT));
  }

  static Session session(Document document) {
    return new Session(
        document.getString(ID),
        document.getString(USER_ID),
        document.getString(DEVICE_NAME),
        // Sessions from before these were kept have none.
        new RequestOrigin(document.get(IP_ADDRESS, ""), document.get(USER_AGENT, "")),
        new SessionKey(document.get(KEY, Binary.class).getData()),
        document.getString(REFRESH_HASH),
        succession(document),
        document.getDate(CREATE_TIME).toInstant(),
        document.getDate(REFRESH_TIME).toInstant(),
        document.getDate(REFRESH_TOKEN_END).toInstant(),
        document.getDate(ABSOLUTE_END).toInstant(),
        Optional.ofNullable(document.getDate(END_TIME)).map(Date::toInstant));
  }

  private static Optional<Succession> succession(Document document) {
    return Optional.ofNullable(document.getDate(SUCCESSION_END))
        .map(end ->
            new Succession(
                document.getString(PREDECESSOR_HASH),
                new SealedToken(document.get(SUCCESSOR, Binary.class).getData()),
                end.toInstant()));
  }
}
