package dev.souk.user.client;

import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.EndUserSessionsRequest;
import dev.souk.kit.client.RemoteErrors;
import dev.souk.user.domain.UserSessions;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/** Sessions at auth-service. */
public final class AuthServiceSessions implements UserSessions {
  private final Channel authService;

  /** Sessions at the service behind the channel. */
  public AuthServiceSessions(Channel authService) {
    this.authService = authService;
  }

  @Override
  public void endAll(String userId, Optional<String> except) {
    EndUserSessionsRequest.Builder request = EndUserSessionsRequest.newBuilder().setUserId(userId);
    except.ifPresent(request::setExceptSessionId);
    try {
      // Its answer, how many there were, is of no use here.
      var ignored = AuthServiceGrpc.newBlockingStub(authService).endUserSessions(request.build());
    } catch (StatusRuntimeException e) {
      throw RemoteErrors.of("auth-service", e);
    }
  }
}
