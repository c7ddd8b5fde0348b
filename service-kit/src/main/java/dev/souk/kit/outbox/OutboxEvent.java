package dev.souk.kit.outbox;

/**
 * A domain event, ready for Kafka.
 *
 * @param eventId TypeID with prefix {@code evt}; a consumer knows a redelivery by it
 * @param topic the topic
 * @param key id of what changed; events of one key stay in order
 * @param payload the envelope as bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Written once and never compared.
public record OutboxEvent(String eventId, String topic, String key, byte[] payload) {}
