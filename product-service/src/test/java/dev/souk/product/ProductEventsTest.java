package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.souk.embedded.EmbeddedKafka;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.event.v1.ProductChanged;
import dev.souk.event.v1.ProductDeleted;
import dev.souk.kit.error.Reason;
import dev.souk.kit.testing.TestTopic;
import dev.souk.product.catalog.event.ProductEvents;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.DeleteProductRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc.ProductServiceBlockingStub;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.UpdateProductRequest;
import dev.souk.product.v1.Variant;
import dev.souk.type.v1.Money;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service tells of its products. */
class ProductEventsTest {
  @TempDir static Path folder;

  @Test
  void each_change_of_a_product_is_told_once_with_the_whole_product() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        CatalogShop shop = new CatalogShop(folder, kafka.settings())) {
      ProductServiceBlockingStub seller = shop.seller();
      Product hat = create(seller, "HAT");
      Product renamed =
          seller.updateProduct(
              UpdateProductRequest.newBuilder()
                  .setProduct(hat.toBuilder().setName("Bowler"))
                  .setUpdateMask(FieldMask.newBuilder().addPaths("name"))
                  .build());
      assertRefused(Reason.SKU_TAKEN, () -> create(seller, "HAT"));
      Product glove = create(seller, "GLOVE");
      Product deleted =
          seller.deleteProduct(
              DeleteProductRequest.newBuilder().setProductId(glove.getProductId()).build());

      try (TestTopic topic = new TestTopic(kafka.bootstrap(), ProductEvents.TOPIC)) {
        List<EventEnvelope> events = topic.events(4);
        assertThat(events).hasSize(4).allMatch(event -> event.getActor().equals(shop.sellerId));
        List<EventEnvelope> ofHat = of(events, hat.getProductId());
        assertThat(changed(ofHat.get(0))).isEqualTo(hat);
        assertThat(changed(ofHat.get(1))).isEqualTo(renamed);
        List<EventEnvelope> ofGlove = of(events, glove.getProductId());
        assertThat(changed(ofGlove.get(0))).isEqualTo(glove);
        assertThat(ofGlove.get(1).getPayload().unpack(ProductDeleted.class).getProduct())
            .isEqualTo(deleted);
        assertThat(ofGlove).extracting(EventEnvelope::getAggregateVersion).containsExactly(1L, 2L);
      }
    }
  }

  private static Product create(ProductServiceBlockingStub seller, String sku) {
    return seller.createProduct(
        CreateProductRequest.newBuilder()
            .setProduct(
                Product.newBuilder()
                    .setName("Hat")
                    .setDescription("To be worn")
                    .addTags("warm")
                    .setStatus(ProductStatus.PRODUCT_STATUS_ACTIVE)
                    .addVariants(
                        Variant.newBuilder()
                            .setSku(sku)
                            .setPrice(
                                Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(1999))))
            .build());
  }

  private static List<EventEnvelope> of(List<EventEnvelope> events, String productId) {
    return events.stream().filter(event -> event.getAggregateId().equals(productId)).toList();
  }

  private static Product changed(EventEnvelope event) throws InvalidProtocolBufferException {
    return event.getPayload().unpack(ProductChanged.class).getProduct();
  }
}
