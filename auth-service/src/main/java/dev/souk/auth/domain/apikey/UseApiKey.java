package dev.souk.auth.domain.apikey;

import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.MachineSessions;
import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds out what can be done with an API key now, and in which session: all use of a key is in one,
 * so that ending it ends the use.
 *
 * <p>The session is stored with the key before anything is given away for it. Whoever deletes the
 * key finds there what to end.
 *
 * <p>Errors: {@code CONTENTION} when many instances begin a session at once.
 */
public final class UseApiKey {
  private static final int ATTEMPTS = 5;
  private static final Duration NOTED_EVERY = Duration.ofMinutes(10);

  private final ApiKeys keys;
  private final MachineSessions sessions;
  private final Clock clock;

  /** Uses keys of the given store. */
  public UseApiKey(ApiKeys keys, MachineSessions sessions, Clock clock) {
    this.keys = keys;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * A key in use.
   *
   * @param key the key
   * @param owner whose it is
   * @param sessionId the session in which it is used
   */
  public record Use(ApiKey key, Account owner, String sessionId) {}

  /** The use of the key with the text, if there is one that can be used. */
  public Optional<Use> begin(String text) {
    Instant now = clock.instant();
    Optional<ApiKey> found =
        ApiKeyText.parse(text)
            .flatMap(parsed -> keys.byHash(parsed.hash()))
            .filter(key -> key.isUsable(now));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Optional<Use> use =
        session(found.get())
            .flatMap(session ->
                sessions
                    .owner(found.get().userId())
                    .map(owner -> new Use(found.get(), owner, session)));
    use.ifPresent(begun -> note(begun.key(), now));
    return use;
  }

  /** The session in which the key is used; none when the key was deleted meanwhile. */
  private Optional<String> session(ApiKey key) {
    Optional<ApiKey> current = Optional.of(key);
    for (int i = 0; i < ATTEMPTS && current.isPresent(); i++) {
      Optional<String> living = current.get().session().filter(sessions::isLiving);
      if (living.isPresent()) {
        return living;
      }
      String fresh = sessions.begin(key.userId(), key.name());
      if (keys.useIn(current.get(), fresh)) {
        return Optional.of(fresh);
      }
      sessions.discard(fresh);
      current = keys.byId(key.id());
    }
    if (current.isPresent()) {
      throw Errors.contention("API key");
    }
    return Optional.empty();
  }

  private void note(ApiKey key, Instant now) {
    if (key.lastUsedTime().filter(last -> now.isBefore(last.plus(NOTED_EVERY))).isEmpty()) {
      keys.used(key.id(), now);
    }
  }
}
