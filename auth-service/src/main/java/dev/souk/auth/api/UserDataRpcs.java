package dev.souk.auth.api;

import com.google.protobuf.Timestamp;
import dev.souk.auth.domain.EraseUser;
import dev.souk.auth.domain.ErasedUser;
import dev.souk.auth.domain.Session;
import dev.souk.auth.domain.Sessions;
import dev.souk.auth.v1.EraseUserRequest;
import dev.souk.auth.v1.EraseUserResponse;
import dev.souk.auth.v1.ExportSessionsRequest;
import dev.souk.auth.v1.ExportSessionsResponse;
import dev.souk.auth.v1.KeptSession;
import dev.souk.auth.v1.UserDataServiceGrpc;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import io.grpc.ServerServiceDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Serves {@code souk.auth.v1.UserDataService}. */
public final class UserDataRpcs {
  private static final int PAGE = 100;

  private final Sessions sessions;
  private final EraseUser eraseUser;

  /** Tells of these sessions, and erases by this use case. */
  public UserDataRpcs(Sessions sessions, EraseUser eraseUser) {
    this.sessions = sessions;
    this.eraseUser = eraseUser;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(UserDataServiceGrpc.getServiceDescriptor())
        .unary(UserDataServiceGrpc.getExportSessionsMethod(), this::export)
        .unary(UserDataServiceGrpc.getEraseUserMethod(), this::erase)
        .build();
  }

  private ExportSessionsResponse export(ExportSessionsRequest request) {
    String query = "ExportSessions " + request.getUserId();
    List<Session> found =
        sessions.allOf(
            request.getUserId(), PageTokens.decode(query, request.getPageToken()), PAGE + 1);
    ExportSessionsResponse.Builder page = ExportSessionsResponse.newBuilder();
    found.stream().limit(PAGE).map(UserDataRpcs::kept).forEach(page::addSessions);
    if (found.size() > PAGE) {
      page.setNextPageToken(PageTokens.encode(query, found.get(PAGE - 1).id()));
    }
    return page.build();
  }

  private EraseUserResponse erase(EraseUserRequest request) {
    Timestamp deleted = request.getDeleteTime();
    eraseUser.erase(
        new ErasedUser(
            request.getUserId(),
            Optional.of(request.getEmail()).filter(email -> !email.isEmpty()),
            Instant.ofEpochSecond(deleted.getSeconds(), deleted.getNanos())));
    return EraseUserResponse.getDefaultInstance();
  }

  private static KeptSession kept(Session session) {
    KeptSession.Builder message =
        KeptSession.newBuilder()
            .setSessionId(session.id())
            .setDeviceName(session.deviceName())
            .setIpAddress(session.lastSeenFrom().ipAddress())
            .setUserAgent(session.lastSeenFrom().userAgent())
            .setCreateTime(SessionMessages.timestamp(session.createTime()))
            .setLastSeenTime(SessionMessages.timestamp(session.refreshTime()))
            .setExpireTime(SessionMessages.timestamp(session.refreshTokenEnd()));
    session.endTime().map(SessionMessages::timestamp).ifPresent(message::setEndTime);
    return message.build();
  }
}
