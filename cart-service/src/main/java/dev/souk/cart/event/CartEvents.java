package dev.souk.cart.event;

import com.google.protobuf.Any;
import com.google.protobuf.util.Timestamps;
import dev.souk.cart.domain.Abandonment;
import dev.souk.cart.domain.Abandonments;
import dev.souk.cart.domain.Cart;
import dev.souk.cart.domain.CartLine;
import dev.souk.event.v1.AbandonedItem;
import dev.souk.event.v1.CartAbandoned;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.event.Publisher;
import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Tells about carts on the topic {@code souk.carts}, by cart. What is told again is the same event,
 * byte for byte: its id and times come from the cart alone.
 */
public final class CartEvents implements Abandonments {
  /** The topic of everything that happens to carts. */
  public static final String TOPIC = "souk.carts";

  private static final String ACTOR = "cart-service";

  private final Publisher publisher;

  /** Tells by the publisher. */
  public CartEvents(Publisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public List<Abandonment> tell(List<Abandonment> abandoned) {
    return publisher.publish(
        abandoned,
        one -> new ProducerRecord<>(TOPIC, one.cart().cartId(), envelope(one).toByteArray()));
  }

  private static EventEnvelope envelope(Abandonment abandonment) {
    CartAbandoned event = event(abandonment);
    return EventEnvelope.newBuilder()
        .setEventId(id(abandonment.cart()))
        .setType(event.getDescriptorForType().getFullName())
        .setAggregateId(abandonment.cart().cartId())
        .setAggregateVersion(abandonment.version())
        .setTime(timestamp(abandonment.time()))
        .setActor(ACTOR)
        .setPayload(Any.pack(event))
        .build();
  }

  /** A cart is abandoned at most once a revision. */
  private static String id(Cart cart) {
    String name = "CartAbandoned " + cart.cartId() + ' ' + cart.revision();
    return Ids.of("evt", UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  private static CartAbandoned event(Abandonment abandonment) {
    Cart cart = abandonment.cart();
    Amount subtotal = cart.lines().stream().map(CartLine::total).reduce(Amount::plus).orElseThrow();
    return CartAbandoned.newBuilder()
        .setCartId(cart.cartId())
        .setUserId(abandonment.userId())
        .addAllItems(cart.lines().stream().map(CartEvents::item).toList())
        .setSubtotal(subtotal.toProto())
        .setUpdateTime(timestamp(cart.updateTime()))
        .build();
  }

  private static AbandonedItem item(CartLine line) {
    return AbandonedItem.newBuilder()
        .setSku(line.sku())
        .setProductId(line.productId())
        .setName(line.name())
        .setQuantity(line.quantity())
        .setUnitPrice(line.unitPrice().toProto())
        .build();
  }

  private static com.google.protobuf.Timestamp timestamp(Instant time) {
    return Timestamps.fromMillis(time.toEpochMilli());
  }
}
