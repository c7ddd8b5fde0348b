package dev.souk.product.catalog.event;

import com.google.protobuf.Message;
import dev.souk.event.v1.ProductChanged;
import dev.souk.event.v1.ProductDeleted;
import dev.souk.product.catalog.api.ProductMessages;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductView;
import dev.souk.product.outbox.OutboxEvent;
import dev.souk.product.outbox.OutboxEvents;
import java.util.Map;

/** The events of products: each change of a product is one, with the product's version. */
public final class ProductEvents {
  /** The topic of everything that happens to products. */
  public static final String TOPIC = "souk.products";

  private final OutboxEvents events;

  /** Makes events there. */
  public ProductEvents(OutboxEvents events) {
    this.events = events;
  }

  /** What a product has become. */
  public OutboxEvent of(Product product) {
    return events.of(
        TOPIC,
        product.productId(),
        product.version(),
        product.updateTime(),
        payload(product, ProductMessages.product(new ProductView(product, Map.of()))));
  }

  private static Message payload(Product product, dev.souk.product.v1.Product message) {
    return product.isDeleted()
        ? ProductDeleted.newBuilder().setProduct(message).build()
        : ProductChanged.newBuilder().setProduct(message).build();
  }
}
