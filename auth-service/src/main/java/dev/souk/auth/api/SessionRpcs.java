package dev.souk.auth.api;

import dev.souk.auth.domain.EndSessions;
import dev.souk.auth.domain.ListSessions;
import dev.souk.auth.domain.Session;
import dev.souk.auth.v1.DeleteSessionRequest;
import dev.souk.auth.v1.DeleteSessionResponse;
import dev.souk.auth.v1.EndUserSessionsRequest;
import dev.souk.auth.v1.EndUserSessionsResponse;
import dev.souk.auth.v1.ListSessionsRequest;
import dev.souk.auth.v1.ListSessionsResponse;
import dev.souk.auth.v1.LogoutRequest;
import dev.souk.auth.v1.LogoutResponse;
import dev.souk.auth.v1.RevokeOtherSessionsRequest;
import dev.souk.auth.v1.RevokeOtherSessionsResponse;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import java.util.List;
import java.util.Optional;

/** The RPCs that list sessions and end them. */
public final class SessionRpcs {
  private final ListSessions listSessions;
  private final EndSessions endSessions;

  /** Serves these use cases. */
  public SessionRpcs(ListSessions listSessions, EndSessions endSessions) {
    this.listSessions = listSessions;
    this.endSessions = endSessions;
  }

  ListSessionsResponse list(ListSessionsRequest request) {
    Identity caller = Identity.current();
    String userId = caller.requireUserId();
    String query = "ListSessions " + userId;
    int size = PageSize.of(request.getPageSize());
    List<Session> found =
        listSessions.page(userId, PageTokens.decode(query, request.getPageToken()), size + 1);
    ListSessionsResponse.Builder page = ListSessionsResponse.newBuilder();
    found.stream()
        .limit(size)
        .map(session -> SessionMessages.active(session, caller.sessionId()))
        .forEach(page::addSessions);
    if (found.size() > size) {
      page.setNextPageToken(PageTokens.encode(query, found.get(size - 1).id()));
    }
    return page.build();
  }

  DeleteSessionResponse delete(DeleteSessionRequest request) {
    endSessions.own(request.getSessionId(), Identity.current().requireUserId());
    return DeleteSessionResponse.getDefaultInstance();
  }

  RevokeOtherSessionsResponse revokeOthers(RevokeOtherSessionsRequest request) {
    Identity caller = Identity.current();
    int ended = endSessions.allOf(caller.requireUserId(), Optional.of(caller.sessionId()));
    return RevokeOtherSessionsResponse.newBuilder().setEnded(ended).build();
  }

  LogoutResponse logout(LogoutRequest request) {
    endSessions.one(Identity.current().sessionId());
    return LogoutResponse.getDefaultInstance();
  }

  EndUserSessionsResponse endAllOf(EndUserSessionsRequest request) {
    Optional<String> except = Optional.of(request.getExceptSessionId()).filter(id -> !id.isEmpty());
    return EndUserSessionsResponse.newBuilder()
        .setEnded(endSessions.allOf(request.getUserId(), except))
        .build();
  }
}
