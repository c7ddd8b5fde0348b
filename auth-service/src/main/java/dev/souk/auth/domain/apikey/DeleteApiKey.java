package dev.souk.auth.domain.apikey;

import dev.souk.auth.domain.AuditLog;
import dev.souk.auth.domain.MachineSessions;
import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.Errors;

/**
 * Deletes API keys. A key is taken out of use first, so that no session begins with it any more;
 * then the sessions that did are ended with their tokens. It is there until that is done: a call
 * that failed can be repeated.
 *
 * <p>Errors: {@code RESOURCE_NOT_FOUND}.
 */
public final class DeleteApiKey {
  private final ApiKeys keys;
  private final MachineSessions sessions;
  private final AuditLog audit;

  /** Deletes keys of the given store. */
  public DeleteApiKey(ApiKeys keys, MachineSessions sessions, AuditLog audit) {
    this.keys = keys;
    this.sessions = sessions;
    this.audit = audit;
  }

  /** Deletes a key of the user. */
  public void delete(String id, String userId) {
    if (keys.of(userId).stream().noneMatch(key -> key.id().equals(id))) {
      throw Errors.notFound("API key", id);
    }
    audit.record(AuditEntry.done("api_key.deleted").on("api_key", id));
    keys.retire(id, userId).stream().flatMap(ApiKey::sessions).forEach(sessions::end);
    keys.remove(id);
  }
}
