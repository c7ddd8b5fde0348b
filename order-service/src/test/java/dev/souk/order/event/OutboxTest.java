package dev.souk.order.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.souk.embedded.EmbeddedKafka;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.event.v1.OrderPaid;
import dev.souk.event.v1.OrderShipped;
import dev.souk.kit.event.Publisher;
import dev.souk.kit.outbox.Outbox;
import dev.souk.kit.outbox.OutboxRelay;
import dev.souk.kit.outbox.WaitingEvent;
import dev.souk.kit.sql.Database;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.message.OrderMessages;
import dev.souk.order.world.Checkouts;
import dev.souk.order.world.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From the change of an order to Kafka. */
class OutboxTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();
  @TempDir static Path folder;

  @Test
  void events_wait_for_kafka_and_arrive_once_and_in_order() throws IOException {
    Database database = POSTGRES.open();
    try (Checkouts shop = new Checkouts(database)) {
      Outbox outbox = new Outbox(database.source());
      List<Order> orders = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        orders.add(cancelledOrder(shop, "usr_" + i));
      }
      try (OutboxRelay nowhere = relay(outbox, "127.0.0.1:1")) {
        nowhere.run();
      }
      orders.forEach(order -> assertThat(shop.eventsOf(order.orderId())).isEqualTo(2));

      try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
          OutboxRelay relay = relay(outbox, kafka.bootstrap());
          OutboxRelay other = relay(outbox, kafka.bootstrap())) {
        Outbox.Turn turn = outbox.takeTurn().orElseThrow();
        other.run();
        assertThat(outbox.oldest()).as("while another instance relays").isPresent();
        turn.close();
        relay.run();
        other.run();
        assertThat(outbox.oldest()).isEmpty();
        requireOnTopic(kafka.bootstrap(), orders);
      }
    }
  }

  @Test
  void each_step_to_the_buyer_is_told_once() throws IOException {
    Database database = POSTGRES.open();
    try (Checkouts shop = new Checkouts(database)) {
      shop.world().shelves().put("HAT", "GBP", 1999, 100);
      shop.world().trolleys().add("usr_told", "HAT", 1);
      Order order = shop.place("usr_told", "k", "tok_success");
      shop.deliver(order.orderId());

      List<EventEnvelope> told = new ArrayList<>();
      try (Outbox.Turn turn = new Outbox(database.source()).takeTurn().orElseThrow()) {
        List<WaitingEvent> waiting = turn.next(10);
        while (!waiting.isEmpty()) {
          for (WaitingEvent event : waiting) {
            told.add(EventEnvelope.parseFrom(event.event().payload()));
          }
          turn.sent(waiting);
          waiting = turn.next(10);
        }
      }
      assertThat(told.stream().filter(event -> event.getAggregateId().equals(order.orderId())))
          .extracting(EventEnvelope::getType, EventEnvelope::getAggregateVersion)
          .containsExactly(
              Tuple.tuple("souk.event.v1.OrderPaid", 1L),
              Tuple.tuple("souk.event.v1.OrderPacked", 2L),
              Tuple.tuple("souk.event.v1.OrderShipped", 3L),
              Tuple.tuple("souk.event.v1.OrderDelivered", 4L));
      OrderShipped shipped = told.get(2).getPayload().unpack(OrderShipped.class);
      assertThat(shipped.getUserId()).isEqualTo("usr_told");
      assertThat(shipped.getOrder().getShipment().getTrackingNumber()).isEqualTo("RM 1");
      assertThat(told.get(2).getActor()).isEqualTo("usr_admin");
    }
  }

  private static OutboxRelay relay(Outbox outbox, String bootstrap) {
    return new OutboxRelay(
        outbox, new Publisher(bootstrap, "order-service", List.of(OrderEvents.TOPIC)));
  }

  private static Order cancelledOrder(Checkouts shop, String user) {
    shop.world().shelves().put("HAT", "GBP", 1999, 100);
    shop.world().trolleys().add(user, "HAT", 1);
    Order order = shop.place(user, "k", "tok_success");
    return shop.cancel(user, order.orderId());
  }

  private static void requireOnTopic(String bootstrap, List<Order> orders)
      throws InvalidProtocolBufferException {
    List<ConsumerRecord<String, byte[]>> records = read(bootstrap, 2 * orders.size());
    assertThat(records).hasSize(2 * orders.size());
    for (Order order : orders) {
      List<EventEnvelope> events = new ArrayList<>();
      for (ConsumerRecord<String, byte[]> record : records) {
        if (record.key().equals(order.orderId())) {
          events.add(EventEnvelope.parseFrom(record.value()));
        }
      }
      assertThat(events)
          .extracting(EventEnvelope::getType)
          .containsExactly("souk.event.v1.OrderPaid", "souk.event.v1.OrderCancelled");
      assertThat(events).extracting(EventEnvelope::getAggregateVersion).containsExactly(1L, 2L);
      OrderPaid paid = events.getFirst().getPayload().unpack(OrderPaid.class);
      assertThat(paid.getUserId()).isEqualTo(order.userId());
      assertThat(paid.getOrder().getState()).isEqualTo(OrderMessages.of(OrderState.PAID));
      assertThat(paid.getOrder().getNumber()).isEqualTo(order.number());
    }
  }

  private static List<ConsumerRecord<String, byte[]>> read(String bootstrap, int expected) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "group.id", "test",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(OrderEvents.TOPIC));
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      Instant limit = Instant.now().plusSeconds(20);
      while (records.size() < expected && Instant.now().isBefore(limit)) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }
}
