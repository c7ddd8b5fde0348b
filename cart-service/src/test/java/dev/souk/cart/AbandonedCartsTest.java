package dev.souk.cart;

import static dev.souk.cart.CartShop.add;
import static dev.souk.cart.CartShop.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.souk.cart.event.CartEvents;
import dev.souk.cart.v1.Cart;
import dev.souk.embedded.EmbeddedKafka;
import dev.souk.event.v1.AbandonedItem;
import dev.souk.event.v1.CartAbandoned;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestTopic;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers whose carts count as abandoned after a second, and a Kafka that comes late. */
class AbandonedCartsTest {
  @TempDir static Path folder;

  private final Ids ids = new Ids(Clock.systemUTC());

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  @DisplayName("65: abandoned carts are told on Kafka, each once, and carts work while it is away")
  void abandoned_carts_are_told() throws Exception {
    int port = freePort();
    Map<String, String> settings =
        Map.of(
            "SOUK_KAFKA_BOOTSTRAP", "127.0.0.1:" + port,
            "SOUK_CART_ABANDONED_AFTER", "PT1S",
            "SOUK_CART_ABANDONED_INTERVAL", "PT0.2S");
    try (CartShop shop = new CartShop(folder, settings);
        RunningServer _ = shop.instance()) {
      shop.prices.putAll(Map.of("HAT", 2000L, "SOCK", 250L));
      String user = ids.next("usr");
      add(shop.carts(user), "HAT", 2);
      Cart cart = add(shop.carts(user), "SOCK", 1);
      Path data = Files.createDirectory(folder.resolve("kafka"));
      try (EmbeddedKafka kafka = EmbeddedKafka.start(data, port);
          TestTopic topic = new TestTopic("127.0.0.1:" + kafka.port(), CartEvents.TOPIC)) {
        ConsumerRecord<String, byte[]> told = topic.records(1).getFirst();
        assertThat(told.key()).isEqualTo(cart.getCartId());
        assertEvent(topic.events(1).getFirst(), user, cart);

        add(shop.carts(user), "HAT", 1);
        EventEnvelope second = topic.events(2).getLast();
        assertThat(second.getAggregateVersion()).isEqualTo(2);
        assertThat(second.getEventId()).isNotEqualTo(topic.events(2).getFirst().getEventId());
        assertThat(event(second).getItems(0).getQuantity()).isEqualTo(3);

        List<String> cartIds =
            IntStream.range(0, 30)
                .mapToObj(_ -> add(shop.carts(ids.next("usr")), "HAT", 1).getCartId())
                .toList();
        assertThat(topic.events(32)).hasSize(32);
        add(shop.carts(ids.next("usr")), "HAT", 1);
        assertThat(topic.events(33))
            .as("each once, though there are two instances")
            .hasSize(33)
            .extracting(EventEnvelope::getAggregateId)
            .filteredOn(cartIds::contains)
            .containsExactlyInAnyOrderElementsOf(cartIds);
      }
    }
  }

  private static void assertEvent(EventEnvelope envelope, String user, Cart cart)
      throws InvalidProtocolBufferException {
    assertThat(Ids.isValid("evt", envelope.getEventId())).isTrue();
    assertThat(envelope.getType()).isEqualTo("souk.event.v1.CartAbandoned");
    assertThat(envelope.getAggregateId()).isEqualTo(cart.getCartId());
    assertThat(envelope.getAggregateVersion()).isEqualTo(1);
    assertThat(envelope.getActor()).isEqualTo("cart-service");
    CartAbandoned abandoned = event(envelope);
    assertThat(abandoned.getCartId()).isEqualTo(cart.getCartId());
    assertThat(abandoned.getUserId()).isEqualTo(user);
    assertThat(abandoned.getUpdateTime()).isEqualTo(cart.getUpdateTime());
    assertThat(envelope.getTime().getSeconds() - abandoned.getUpdateTime().getSeconds())
        .isEqualTo(1);
    assertThat(abandoned.getSubtotal()).isEqualTo(pounds(4250));
    assertThat(abandoned.getItemsList())
        .extracting(AbandonedItem::getSku, AbandonedItem::getQuantity, AbandonedItem::getUnitPrice)
        .containsExactly(tuple("HAT", 2, pounds(2000)), tuple("SOCK", 1, pounds(250)));
  }

  private static CartAbandoned event(EventEnvelope envelope) throws InvalidProtocolBufferException {
    return envelope.getPayload().unpack(CartAbandoned.class);
  }
}
