package dev.souk.auth.api;

import dev.souk.auth.domain.Grant;
import io.grpc.Metadata;
import java.time.Instant;
import java.util.Optional;

/**
 * The metadata by which the gateway and this service hand over what stands in cookies. The gateway
 * lets none of it through to clients, nor takes any from them.
 */
final class SessionMetadata {
  private static final Metadata.Key<String> SESSION_ID = key("x-session-id");
  private static final Metadata.Key<String> ACCESS_TOKEN = key("x-session-access-token");
  private static final Metadata.Key<String> ACCESS_TOKEN_EXPIRES =
      key("x-session-access-token-expires");
  private static final Metadata.Key<String> REFRESH_TOKEN = key("x-session-refresh-token");
  private static final Metadata.Key<String> REFRESH_TOKEN_EXPIRES =
      key("x-session-refresh-token-expires");

  private SessionMetadata() {}

  /** The tokens and when they end, in seconds since the epoch. */
  static Metadata of(Grant grant) {
    Metadata metadata = new Metadata();
    metadata.put(SESSION_ID, grant.session().id());
    metadata.put(ACCESS_TOKEN, grant.accessToken().text());
    metadata.put(ACCESS_TOKEN_EXPIRES, seconds(grant.accessToken().expireTime()));
    metadata.put(REFRESH_TOKEN, grant.refreshToken().text());
    metadata.put(REFRESH_TOKEN_EXPIRES, seconds(grant.session().refreshTokenEnd()));
    return metadata;
  }

  /** The refresh token that the client has as a cookie. */
  static Optional<String> refreshToken(Metadata metadata) {
    return Optional.ofNullable(metadata.get(REFRESH_TOKEN));
  }

  private static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
