package dev.souk.auth.token;

import dev.souk.kit.identity.Jwks;
import dev.souk.kit.identity.RsaKeys;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that access tokens are accepted with: the one that signs them now, and those that did or
 * are going to.
 */
public final class PublishedKeys {
  private final Map<String, RSAPublicKey> byId;

  private PublishedKeys(Map<String, RSAPublicKey> byId) {
    this.byId = Collections.unmodifiableMap(byId);
  }

  /** The signing key's and those of the file, if there is one; see {@link RsaKeys#readPublic}. */
  public static PublishedKeys of(SigningKey signing, Optional<Path> others) {
    Map<String, RSAPublicKey> byId = new LinkedHashMap<>();
    byId.put(signing.id(), signing.publicKey());
    others
        .map(RsaKeys::readPublic)
        .ifPresent(keys -> keys.forEach(key -> byId.put(RsaKeys.thumbprint(key), key)));
    return new PublishedKeys(byId);
  }

  Optional<RSAPublicKey> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** As a JSON Web Key Set (RFC 7517), the signing key first. */
  public String jwks() {
    return Jwks.format(byId);
  }

  @Override
  public String toString() {
    return "PublishedKeys" + byId.keySet();
  }
}
