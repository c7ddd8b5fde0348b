package dev.souk.order;

import dev.souk.kit.audit.AuditEvents;
import dev.souk.kit.event.Publisher;
import dev.souk.kit.outbox.Outbox;
import dev.souk.kit.outbox.OutboxRelay;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.SoukServer;
import dev.souk.order.event.OrderEvents;
import java.util.List;

/** What orders tell the other services. */
record EventSetup(Foundation base) {

  /** Relays it to Kafka. */
  void start() {
    SoukServer server = base.server();
    OrderConfig config = base.config();
    Outbox outbox = new Outbox(base.database().source());
    outbox.bindTo(server.metrics(), base.clock());
    Publisher publisher =
        new Publisher(
            config.kafkaBootstrap(),
            Foundation.NAME,
            List.of(OrderEvents.TOPIC, AuditEvents.TOPIC),
            server.tracing());
    OutboxRelay relay = server.closing(new OutboxRelay(outbox, publisher));
    server.closing(new RepeatedTask("outbox", config.relayInterval(), relay::run));
  }
}
