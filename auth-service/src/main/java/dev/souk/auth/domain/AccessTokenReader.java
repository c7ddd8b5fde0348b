package dev.souk.auth.domain;

import java.util.Optional;

/** Reads access tokens. */
@FunctionalInterface
public interface AccessTokenReader {
  /** What the token says, if this service issued it and it has not expired. */
  Optional<AccessTokenClaims> read(String token);
}
