package dev.souk.auth.domain.apikey;

import dev.souk.auth.domain.AuditLog;
import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.AccountErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.proto.Scopes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Makes API keys.
 *
 * <p>Errors: {@code INVALID_FIELD}, {@code API_KEY_LIMIT_EXCEEDED}.
 */
public final class CreateApiKey {
  private static final int LIMIT = 20;

  private final ApiKeys keys;
  private final AuditLog audit;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  /** Keeps them in the given store. */
  public CreateApiKey(ApiKeys keys, AuditLog audit, Ids ids, SecureRandom random, Clock clock) {
    this.keys = keys;
    this.audit = audit;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /** A key and its text, which nobody can tell later. */
  public record Created(ApiKey key, ApiKeyText text) {}

  /** A new key of the user. */
  public Created create(
      String userId,
      String name,
      ApiKeyKind kind,
      Collection<String> scopes,
      Optional<Instant> expireTime) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    verifyScopes(kind, scopes);
    if (expireTime.filter(end -> !end.isAfter(now)).isPresent()) {
      throw Errors.invalid("expireTime", "must be in the future");
    }
    ApiKeyText text = ApiKeyText.random(kind, random);
    ApiKey key =
        new ApiKey(
            ids.next("key"),
            userId,
            kind,
            name,
            new TreeSet<>(scopes),
            text.ending(),
            now,
            Optional.empty(),
            expireTime.map(end -> end.truncatedTo(ChronoUnit.MILLIS)),
            Optional.empty(),
            Optional.empty());
    keys.add(key, text.hash());
    verifyLimit(key);
    audit.record(
        AuditEntry.done("api_key.created")
            .on("api_key", key.id())
            .with("kind", kind.name())
            .with("scopes", String.join(" ", key.scopes())));
    return new Created(key, text);
  }

  private static void verifyScopes(ApiKeyKind kind, Collection<String> scopes) {
    if (kind == ApiKeyKind.PUBLISHABLE && !scopes.isEmpty()) {
      throw Errors.invalid("scopes", "must be empty: a publishable key gives no right");
    }
    if (kind == ApiKeyKind.SECRET && scopes.isEmpty()) {
      throw Errors.invalid("scopes", "must name what the key may do");
    }
    if (!Scopes.ALL.containsAll(scopes)) {
      throw Errors.invalid("scopes", "must be among " + String.join(", ", Scopes.ALL));
    }
  }

  /** Counts after adding, so that of many made at once none goes uncounted. */
  private void verifyLimit(ApiKey added) {
    if (keys.countOf(added.userId()) > LIMIT) {
      keys.remove(added.id());
      throw AccountErrors.apiKeyLimitExceeded(LIMIT);
    }
  }
}
