package dev.souk.kit.identity;

import io.grpc.Metadata;

/** The metadata by which callers are known and calls are followed. */
public final class Headers {
  /** {@code Bearer} and the user's access token. */
  public static final Metadata.Key<String> AUTHORIZATION = key("authorization");

  /** The calling service's token. */
  public static final Metadata.Key<String> INTERNAL_TOKEN = key("x-internal-token");

  /** The id of a guest, from the gateway. */
  public static final Metadata.Key<String> GUEST_ID = key("x-guest-id");

  /** The client's address, from the gateway, which takes it from no header of the client. */
  public static final Metadata.Key<String> CLIENT_ADDRESS = key("x-real-ip");

  /** What the client calls itself, from the gateway: gRPC has a {@code user-agent} of its own. */
  public static final Metadata.Key<String> CLIENT_USER_AGENT = key("x-user-agent");

  /** The request's id, from the gateway; in every log line. */
  public static final Metadata.Key<String> REQUEST_ID = key("x-request-id");

  /** W3C Trace Context. */
  public static final Metadata.Key<String> TRACEPARENT = key("traceparent");

  /** The key under which a repeated request is recognised. */
  public static final Metadata.Key<String> IDEMPOTENCY_KEY = key("idempotency-key");

  static final Metadata.Key<String> USER_ID = key("x-user-id");
  static final Metadata.Key<String> USER_EMAIL = key("x-user-email");
  static final Metadata.Key<String> USER_ROLES = key("x-user-roles");
  static final Metadata.Key<String> SESSION_ID = key("x-session-id");

  private Headers() {}

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
