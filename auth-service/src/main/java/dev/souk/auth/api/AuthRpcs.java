package dev.souk.auth.api;

import dev.souk.auth.domain.EndSessions;
import dev.souk.auth.domain.Grant;
import dev.souk.auth.domain.Login;
import dev.souk.auth.domain.Refresh;
import dev.souk.auth.domain.Register;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.EndUserSessionsRequest;
import dev.souk.auth.v1.EndUserSessionsResponse;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.auth.v1.LogoutRequest;
import dev.souk.auth.v1.LogoutResponse;
import dev.souk.auth.v1.RefreshRequest;
import dev.souk.auth.v1.RegisterRequest;
import dev.souk.auth.v1.Session;
import dev.souk.auth.v1.Transport;
import dev.souk.kit.error.Errors;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.server.Rpc;
import io.grpc.Metadata;
import io.grpc.ServerServiceDefinition;

/** Serves {@code souk.auth.v1.AuthService}. */
public final class AuthRpcs {
  private final Register register;
  private final Login login;
  private final Refresh refresh;
  private final EndSessions endSessions;
  private final RevocationStream revocations;

  /** Serves these use cases. */
  public AuthRpcs(
      Register register,
      Login login,
      Refresh refresh,
      EndSessions endSessions,
      RevocationStream revocations) {
    this.register = register;
    this.login = login;
    this.refresh = refresh;
    this.endSessions = endSessions;
    this.revocations = revocations;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(AuthServiceGrpc.getServiceDescriptor())
        .unaryWithMetadata(AuthServiceGrpc.getRegisterMethod(), this::register)
        .unaryWithMetadata(AuthServiceGrpc.getLoginMethod(), this::login)
        .unaryWithMetadata(AuthServiceGrpc.getRefreshMethod(), this::refresh)
        .unary(AuthServiceGrpc.getLogoutMethod(), this::logout)
        .unary(AuthServiceGrpc.getEndUserSessionsMethod(), this::endUserSessions)
        .serverStreaming(AuthServiceGrpc.getWatchRevocationsMethod(), revocations::watch)
        .build();
  }

  private Rpc.Answer<Session> register(RegisterRequest request, Metadata metadata) {
    Grant grant =
        register.register(
            request.getEmail(), request.getPassword(), request.getName(), request.getDeviceName());
    return answer(grant, request.getTransport());
  }

  private Rpc.Answer<Session> login(LoginRequest request, Metadata metadata) {
    Grant grant = login.login(request.getEmail(), request.getPassword(), request.getDeviceName());
    return answer(grant, request.getTransport());
  }

  private Rpc.Answer<Session> refresh(RefreshRequest request, Metadata metadata) {
    if (!request.getRefreshToken().isEmpty()) {
      return answer(refresh.refresh(request.getRefreshToken()), Transport.TRANSPORT_BODY);
    }
    String cookie = SessionMetadata.refreshToken(metadata).orElseThrow(Errors::tokenMissing);
    return answer(refresh.refresh(cookie), Transport.TRANSPORT_COOKIE);
  }

  private static Rpc.Answer<Session> answer(Grant grant, Transport transport) {
    Session session = SessionMessages.message(grant);
    if (transport != Transport.TRANSPORT_COOKIE) {
      return new Rpc.Answer<>(session, new Metadata());
    }
    Session withoutTokens = session.toBuilder().clearAccessToken().clearRefreshToken().build();
    return new Rpc.Answer<>(withoutTokens, SessionMetadata.of(grant));
  }

  private LogoutResponse logout(LogoutRequest request) {
    endSessions.one(Identity.current().sessionId());
    return LogoutResponse.getDefaultInstance();
  }

  private EndUserSessionsResponse endUserSessions(EndUserSessionsRequest request) {
    return EndUserSessionsResponse.newBuilder()
        .setEnded(endSessions.allOf(request.getUserId()))
        .build();
  }
}
