package dev.souk.kit.audit;

import com.google.protobuf.Any;
import com.google.protobuf.util.Timestamps;
import dev.souk.event.v1.AuditEvent;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.id.Ids;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.identity.Origin;
import dev.souk.kit.log.CallContext;
import java.time.Clock;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the events of the audit trail, completed from the call that the thread serves. */
public final class AuditEvents {
  /** The topic of the audit trail. */
  public static final String TOPIC = "souk.audit";

  private final String service;
  private final Ids ids;

  /** Makes the events of a service. */
  public AuditEvents(String service, Clock clock) {
    this.service = service;
    this.ids = new Ids(clock);
  }

  /** The event of an entry, which happens now. */
  public EventEnvelope of(AuditEntry entry) {
    String eventId = ids.next("evt");
    AuditEvent event = event(entry);
    return EventEnvelope.newBuilder()
        .setEventId(eventId)
        .setType(event.getDescriptorForType().getFullName())
        .setAggregateId(eventId)
        .setAggregateVersion(1)
        .setTime(Timestamps.fromMillis(Ids.timeOf(eventId).toEpochMilli()))
        .setActor(event.getActor())
        .setTraceparent(CallContext.current().traceparent())
        .setPayload(Any.pack(event))
        .build();
  }

  /** The record of an event that waits. */
  public static ProducerRecord<String, byte[]> outgoing(EventEnvelope event) {
    return new ProducerRecord<>(TOPIC, event.getAggregateId(), event.toByteArray());
  }

  private AuditEvent event(AuditEntry entry) {
    Identity caller = Identity.current();
    Origin origin = Origin.current();
    return AuditEvent.newBuilder()
        .setAction(entry.action())
        .setActor(entry.actor().isEmpty() ? caller.actor() : entry.actor())
        .setResourceType(entry.resourceType())
        .setResourceId(entry.resourceId())
        .setOutcome(outcome(entry.outcome()))
        .setReason(entry.reason())
        .setIpAddress(origin.ipAddress())
        .setUserAgent(origin.userAgent())
        .setSessionId(caller.sessionId())
        .setService(service)
        .setRequestId(CallContext.current().requestId())
        .putAllDetails(entry.details())
        .build();
  }

  private static AuditEvent.Outcome outcome(AuditEntry.Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> AuditEvent.Outcome.OUTCOME_SUCCEEDED;
      case REFUSED -> AuditEvent.Outcome.OUTCOME_REFUSED;
      case DETECTED -> AuditEvent.Outcome.OUTCOME_DETECTED;
    };
  }
}
