package dev.souk.auth.api;

import dev.souk.auth.domain.EndSessions;
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
import dev.souk.kit.identity.Identity;
import dev.souk.kit.server.Rpc;
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
        .unary(AuthServiceGrpc.getRegisterMethod(), this::register)
        .unary(AuthServiceGrpc.getLoginMethod(), this::login)
        .unary(AuthServiceGrpc.getRefreshMethod(), this::refresh)
        .unary(AuthServiceGrpc.getLogoutMethod(), this::logout)
        .unary(AuthServiceGrpc.getEndUserSessionsMethod(), this::endUserSessions)
        .serverStreaming(AuthServiceGrpc.getWatchRevocationsMethod(), revocations::watch)
        .build();
  }

  private Session register(RegisterRequest request) {
    return SessionMessages.message(
        register.register(
            request.getEmail(), request.getPassword(), request.getName(), request.getDeviceName()));
  }

  private Session login(LoginRequest request) {
    return SessionMessages.message(
        login.login(request.getEmail(), request.getPassword(), request.getDeviceName()));
  }

  private Session refresh(RefreshRequest request) {
    return SessionMessages.message(refresh.refresh(request.getRefreshToken()));
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
