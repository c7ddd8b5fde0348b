package dev.souk.auth.domain.apikey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All API keys. */
public interface ApiKeys {
  /** Adds a key, known by its hash from now on. */
  void add(ApiKey key, String hash);

  /** The key with the id, unless it was taken out of use. */
  Optional<ApiKey> byId(String id);

  /** The key whose text has the hash, unless it was taken out of use. */
  Optional<ApiKey> byHash(String hash);

  /** The user's keys, newest first. */
  List<ApiKey> of(String userId);

  /** How many the user has. */
  int countOf(String userId);

  /** Takes a key of the user out of use; as it is. Repeating it changes nothing. */
  Optional<ApiKey> retire(String id, String userId);

  /** Removes a key. */
  void remove(String id);

  /**
   * Stores in which session the key is used from now on.
   *
   * @return false when that changed since the key was read, or the key is out of use; nothing
   *     changed then
   */
  boolean useIn(ApiKey key, String session);

  /** Notes that the key was used. */
  void used(String id, Instant now);

  /** Forgets what has expired for a while. */
  void purge(Instant now);
}
