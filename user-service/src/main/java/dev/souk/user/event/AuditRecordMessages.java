package dev.souk.user.event;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.souk.event.v1.AuditEvent;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.audit.AuditEntry.Outcome;
import dev.souk.kit.id.Ids;
import dev.souk.user.domain.AuditRecord;
import java.net.InetAddress;

/** Events of the audit trail as records. */
final class AuditRecordMessages {
  private static final String EVENT = "evt";
  private static final String RECORD = "aud";

  private AuditRecordMessages() {}

  /** The record, whose id follows from the event's: an event that comes again is the same one. */
  static AuditRecord record(EventEnvelope envelope) throws NoAuditEventException {
    try {
      if (!Ids.isValid(EVENT, envelope.getEventId())) {
        throw new NoAuditEventException("it has no id");
      }
      AuditEvent event = envelope.getPayload().unpack(AuditEvent.class);
      if (event.getAction().isEmpty()) {
        throw new NoAuditEventException("it names no action");
      }
      return record(envelope.getEventId(), event);
    } catch (InvalidProtocolBufferException e) {
      throw new NoAuditEventException("it cannot be read");
    }
  }

  private static AuditRecord record(String eventId, AuditEvent event) throws NoAuditEventException {
    return new AuditRecord(
        RECORD + eventId.substring(EVENT.length()),
        Ids.timeOf(eventId),
        event.getAction(),
        event.getActor(),
        event.getResourceType(),
        event.getResourceId(),
        outcome(event.getOutcome()),
        event.getReason(),
        address(event.getIpAddress()),
        event.getUserAgent(),
        event.getSessionId(),
        event.getService(),
        event.getRequestId(),
        event.getDetailsMap());
  }

  private static Outcome outcome(AuditEvent.Outcome outcome) throws NoAuditEventException {
    return switch (outcome) {
      case OUTCOME_SUCCEEDED -> Outcome.SUCCEEDED;
      case OUTCOME_REFUSED -> Outcome.REFUSED;
      case OUTCOME_DETECTED -> Outcome.DETECTED;
      case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
          throw new NoAuditEventException("it has no outcome");
    };
  }

  private static String address(String text) throws NoAuditEventException {
    if (text.isEmpty()) {
      return text;
    }
    try {
      return InetAddress.ofLiteral(text).getHostAddress();
    } catch (IllegalArgumentException e) {
      throw new NoAuditEventException("its address is none");
    }
  }
}
