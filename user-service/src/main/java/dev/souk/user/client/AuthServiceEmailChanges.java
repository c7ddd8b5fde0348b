package dev.souk.user.client;

import dev.souk.auth.v1.EmailChangeServiceGrpc;
import dev.souk.auth.v1.RequestEmailChangeRequest;
import dev.souk.kit.client.RemoteErrors;
import dev.souk.user.domain.EmailAddress;
import dev.souk.user.domain.EmailChanges;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;

/** Mails of auth-service. */
public final class AuthServiceEmailChanges implements EmailChanges {
  private final Channel authService;

  /** Mails of the service behind the channel. */
  public AuthServiceEmailChanges(Channel authService) {
    this.authService = authService;
  }

  @Override
  public void request(String userId, String sessionId, EmailAddress pending) {
    RequestEmailChangeRequest request =
        RequestEmailChangeRequest.newBuilder()
            .setUserId(userId)
            .setSessionId(sessionId)
            .setEmail(pending.text())
            .build();
    try {
      var _ = EmailChangeServiceGrpc.newBlockingStub(authService).requestEmailChange(request);
    } catch (StatusRuntimeException e) {
      throw RemoteErrors.of("auth-service", e);
    }
  }
}
