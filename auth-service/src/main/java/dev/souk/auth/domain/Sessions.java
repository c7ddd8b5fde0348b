package dev.souk.auth.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All sessions: the truth about them. */
public interface Sessions {
  /** Adds a session. */
  void add(Session session);

  /** Forgets a session of which nobody has a token. */
  void remove(String sessionId);

  /** The session with the id. */
  Optional<Session> byId(String sessionId);

  /**
   * Stores what became of a session by spending its token.
   *
   * @return false when the token was spent or the session ended meanwhile; nothing changed then
   */
  boolean refresh(Session before, Session after);

  /**
   * What the clients of the user's latest sessions, the given one left out, call themselves; of
   * those that are over too, as long as they are kept.
   */
  List<String> userAgentsOf(String userId, String except);

  /** Ends a session; one that has ended stays as it is. */
  void end(String sessionId, Instant now);

  /** Ends every session of the user but the one given, and says how many there were. */
  int endAllOf(String userId, Optional<String> except, Instant now);

  /**
   * Sessions of the user that are not over, newest first.
   *
   * @param after id of the session before the first, if that is not the newest
   */
  List<Session> activeOf(String userId, Optional<String> after, int limit, Instant now);

  /**
   * Every session of the user that is kept, newest first.
   *
   * @param after id of the session before the first, if that is not the newest
   */
  List<Session> allOf(String userId, Optional<String> after, int limit);

  /** Forgets on what devices, and where, the user's sessions were used. */
  void forgetDevices(String userId);

  /** Sessions of the user that ended at or after the time. */
  List<Session> endedOf(String userId, Instant since);

  /** All sessions that ended at or after the time. */
  List<Session> ended(Instant since);

  /** Forgets what spent refresh tokens bought, where nobody can ask for it any more. */
  void forgetSuccessions(Instant now);

  /** Forgets what has been over for a while. */
  void purge(Instant now);
}
