package dev.souk.auth.api;

import dev.souk.auth.domain.Grant;
import dev.souk.auth.domain.Login;
import dev.souk.auth.domain.Refresh;
import dev.souk.auth.domain.Register;
import dev.souk.auth.domain.RequestOrigin;
import dev.souk.auth.domain.SignInName;
import dev.souk.auth.domain.totp.WantedSession;
import dev.souk.auth.metric.SignIns;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.auth.v1.RefreshRequest;
import dev.souk.auth.v1.RegisterRequest;
import dev.souk.auth.v1.Session;
import dev.souk.kit.error.SignInErrors;
import dev.souk.kit.server.Rpc;
import io.grpc.Metadata;
import io.grpc.ServerServiceDefinition;

/** Serves {@code souk.auth.v1.AuthService}. */
public final class AuthRpcs {
  private final Register register;
  private final Login login;
  private final Refresh refresh;
  private final SessionRpcs sessions;
  private final PasswordRpcs passwords;
  private final EmailRpcs emails;
  private final IntrospectionRpc introspection;
  private final RevocationStream revocations;
  private final SignIns signIns;

  /** Serves these use cases. */
  public AuthRpcs(
      Register register,
      Login login,
      Refresh refresh,
      SessionRpcs sessions,
      PasswordRpcs passwords,
      EmailRpcs emails,
      IntrospectionRpc introspection,
      RevocationStream revocations,
      SignIns signIns) {
    this.register = register;
    this.login = login;
    this.refresh = refresh;
    this.sessions = sessions;
    this.passwords = passwords;
    this.emails = emails;
    this.introspection = introspection;
    this.revocations = revocations;
    this.signIns = signIns;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(AuthServiceGrpc.getServiceDescriptor())
        .unaryWithMetadata(
            AuthServiceGrpc.getRegisterMethod(),
            (request, metadata) -> signIns.registration(() -> register(request)))
        .unaryWithMetadata(
            AuthServiceGrpc.getLoginMethod(),
            (request, metadata) -> signIns.signIn(SignIns.Method.PASSWORD, () -> login(request)))
        .unaryWithMetadata(AuthServiceGrpc.getRefreshMethod(), this::refresh)
        .unary(AuthServiceGrpc.getLogoutMethod(), sessions::logout)
        .unary(AuthServiceGrpc.getListSessionsMethod(), sessions::list)
        .unary(AuthServiceGrpc.getDeleteSessionMethod(), sessions::delete)
        .unary(AuthServiceGrpc.getRevokeOtherSessionsMethod(), sessions::revokeOthers)
        .unary(AuthServiceGrpc.getChangePasswordMethod(), passwords::change)
        .unary(AuthServiceGrpc.getRequestPasswordResetMethod(), passwords::requestReset)
        .unary(AuthServiceGrpc.getResetPasswordMethod(), passwords::reset)
        .unary(AuthServiceGrpc.getVerifyEmailMethod(), emails::verify)
        .unary(AuthServiceGrpc.getResendVerificationEmailMethod(), emails::resend)
        .unary(AuthServiceGrpc.getEndUserSessionsMethod(), sessions::endAllOf)
        .unary(AuthServiceGrpc.getIntrospectTokenMethod(), introspection::introspect)
        .serverStreaming(AuthServiceGrpc.getWatchRevocationsMethod(), revocations::watch)
        .build();
  }

  private Rpc.Answer<Session> register(RegisterRequest request) {
    Grant grant =
        register.register(
            SignInName.of(request.getEmail(), request.getPhone()),
            request.getPassword(),
            request.getName(),
            request.getDeviceName(),
            CallerOrigin.current());
    return SessionAnswers.of(grant, SessionAnswers.inCookies(request.getTransport()));
  }

  private Rpc.Answer<Session> login(LoginRequest request) {
    boolean inCookies = SessionAnswers.inCookies(request.getTransport());
    Grant grant =
        login.login(
            SignInName.of(request.getEmail(), request.getPhone()),
            request.getPassword(),
            new WantedSession(request.getDeviceName(), inCookies),
            CallerOrigin.current());
    return SessionAnswers.of(grant, inCookies);
  }

  private Rpc.Answer<Session> refresh(RefreshRequest request, Metadata metadata) {
    RequestOrigin origin = CallerOrigin.current();
    if (!request.getRefreshToken().isEmpty()) {
      return SessionAnswers.of(refresh.refresh(request.getRefreshToken(), origin), false);
    }
    String cookie = SessionMetadata.refreshToken(metadata).orElseThrow(SignInErrors::tokenMissing);
    return SessionAnswers.of(refresh.refresh(cookie, origin), true);
  }
}
