package dev.souk.auth.api;

import dev.souk.auth.domain.Grant;
import dev.souk.auth.v1.Session;
import dev.souk.auth.v1.Transport;
import dev.souk.kit.server.Rpc;
import io.grpc.Metadata;

/** A session on its way to the client. */
final class SessionAnswers {
  private SessionAnswers() {}

  static boolean inCookies(Transport transport) {
    return transport == Transport.TRANSPORT_COOKIE;
  }

  /** The session with its tokens, or with these in the metadata of which cookies are made. */
  static Rpc.Answer<Session> of(Grant grant, boolean inCookies) {
    Session session = SessionMessages.message(grant);
    if (!inCookies) {
      return new Rpc.Answer<>(session, new Metadata());
    }
    Session withoutTokens = session.toBuilder().clearAccessToken().clearRefreshToken().build();
    return new Rpc.Answer<>(withoutTokens, SessionMetadata.of(grant));
  }
}
