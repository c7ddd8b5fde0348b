package dev.souk.auth.api;

import dev.souk.auth.domain.RequestEmailChange;
import dev.souk.auth.v1.EmailChangeServiceGrpc;
import dev.souk.auth.v1.RequestEmailChangeRequest;
import dev.souk.auth.v1.RequestEmailChangeResponse;
import dev.souk.kit.server.Rpc;
import io.grpc.ServerServiceDefinition;

/** Serves {@code souk.auth.v1.EmailChangeService}. */
public final class EmailChangeRpc {
  private final RequestEmailChange requestChange;

  /** Serves this use case. */
  public EmailChangeRpc(RequestEmailChange requestChange) {
    this.requestChange = requestChange;
  }

  /** The service with its method bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(EmailChangeServiceGrpc.getServiceDescriptor())
        .unary(EmailChangeServiceGrpc.getRequestEmailChangeMethod(), this::request)
        .build();
  }

  private RequestEmailChangeResponse request(RequestEmailChangeRequest request) {
    requestChange.request(request.getUserId(), request.getSessionId(), request.getEmail());
    return RequestEmailChangeResponse.getDefaultInstance();
  }
}
