package dev.souk.user.api;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.souk.event.v1.AuditEvent.Outcome;
import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.Errors;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.user.domain.AuditQuery;
import dev.souk.user.domain.AuditRecord;
import dev.souk.user.domain.AuditRecords;
import dev.souk.user.v1.AuditEvent;
import dev.souk.user.v1.AuditServiceGrpc;
import dev.souk.user.v1.ListAuditEventsRequest;
import dev.souk.user.v1.ListAuditEventsResponse;
import io.grpc.ServerServiceDefinition;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Serves {@code souk.user.v1.AuditService}. */
public final class AuditRpcs {
  private final AuditRecords records;

  /** Serves the trail. */
  public AuditRpcs(AuditRecords records) {
    this.records = records;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(AuditServiceGrpc.getServiceDescriptor())
        .unary(AuditServiceGrpc.getListAuditEventsMethod(), this::list)
        .build();
  }

  private ListAuditEventsResponse list(ListAuditEventsRequest request) {
    verifyAddress(request.getIpAddress());
    String query =
        "ListAuditEvents " + request.toBuilder().clearPageSize().clearPageToken().build();
    int size = PageSize.of(request.getPageSize());
    List<AuditRecord> found =
        records.page(query(request, PageTokens.decode(query, request.getPageToken()), size + 1));
    ListAuditEventsResponse.Builder page = ListAuditEventsResponse.newBuilder();
    found.stream().limit(size).map(AuditRpcs::message).forEach(page::addAuditEvents);
    if (found.size() > size) {
      page.setNextPageToken(PageTokens.encode(query, found.get(size - 1).id()));
    }
    return page.build();
  }

  private static void verifyAddress(String text) {
    try {
      var _ = text.isEmpty() ? null : InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw Errors.invalid("ipAddress", "must be an IPv4 or IPv6 address");
    }
  }

  private static AuditQuery query(
      ListAuditEventsRequest request, Optional<String> after, int limit) {
    return new AuditQuery(
        request.getActor(),
        request.getAction(),
        request.getResourceType(),
        request.getResourceId(),
        outcome(request.getOutcome()),
        request.getIpAddress(),
        time(request.hasStartTime(), request.getStartTime()),
        time(request.hasEndTime(), request.getEndTime()),
        after,
        limit);
  }

  private static Optional<Instant> time(boolean given, Timestamp time) {
    return given
        ? Optional.of(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()))
        : Optional.empty();
  }

  private static Optional<AuditEntry.Outcome> outcome(Outcome outcome) {
    return switch (outcome) {
      case OUTCOME_SUCCEEDED -> Optional.of(AuditEntry.Outcome.SUCCEEDED);
      case OUTCOME_REFUSED -> Optional.of(AuditEntry.Outcome.REFUSED);
      case OUTCOME_DETECTED -> Optional.of(AuditEntry.Outcome.DETECTED);
      case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  private static Outcome outcome(AuditEntry.Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> Outcome.OUTCOME_SUCCEEDED;
      case REFUSED -> Outcome.OUTCOME_REFUSED;
      case DETECTED -> Outcome.OUTCOME_DETECTED;
    };
  }

  private static AuditEvent message(AuditRecord event) {
    return AuditEvent.newBuilder()
        .setAuditEventId(event.id())
        .setTime(Timestamps.fromMillis(event.time().toEpochMilli()))
        .setAction(event.action())
        .setActor(event.actor())
        .setResourceType(event.resourceType())
        .setResourceId(event.resourceId())
        .setOutcome(outcome(event.outcome()))
        .setReason(event.reason())
        .setIpAddress(event.ipAddress())
        .setUserAgent(event.userAgent())
        .setSessionId(event.sessionId())
        .setService(event.service())
        .setRequestId(event.requestId())
        .putAllDetails(event.details())
        .build();
  }
}
