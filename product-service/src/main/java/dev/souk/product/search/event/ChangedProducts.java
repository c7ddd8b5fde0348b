package dev.souk.product.search.event;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.souk.event.v1.AvailabilityChanged;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.event.v1.ProductChanged;
import dev.souk.event.v1.ProductDeleted;
import dev.souk.event.v1.ReviewChanged;
import dev.souk.event.v1.ReviewDeleted;
import dev.souk.kit.event.PoisonException;
import dev.souk.kit.id.Ids;
import dev.souk.product.catalog.domain.Products;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which products events tell of. What they have become, and whose SKUs are, the store knows. */
final class ChangedProducts {
  private final Set<String> productIds = new LinkedHashSet<>();
  private final Set<String> skus = new LinkedHashSet<>();

  @FunctionalInterface
  private interface Kind {
    void add(EventEnvelope event, ChangedProducts to) throws InvalidProtocolBufferException;
  }

  private static final Map<String, Kind> KINDS =
      Map.of(
          name(ProductChanged.getDefaultInstance()),
          (event, to) -> to.addProduct(event.getAggregateId()),
          name(ProductDeleted.getDefaultInstance()),
          (event, to) -> to.addProduct(event.getAggregateId()),
          name(ReviewChanged.getDefaultInstance()),
          (event, to) ->
              to.addProduct(event.getPayload().unpack(ReviewChanged.class).getProductId()),
          name(ReviewDeleted.getDefaultInstance()),
          (event, to) ->
              to.addProduct(event.getPayload().unpack(ReviewDeleted.class).getProductId()),
          name(AvailabilityChanged.getDefaultInstance()),
          (event, to) ->
              to.skus.addAll(event.getPayload().unpack(AvailabilityChanged.class).getSkusList()));

  private static String name(Message event) {
    return event.getDescriptorForType().getFullName();
  }

  /** Takes down what the event tells of; nothing of a kind that tells nothing of searches. */
  void add(EventEnvelope event) {
    Kind kind = KINDS.get(event.getType());
    if (kind == null) {
      return;
    }
    try {
      kind.add(event, this);
    } catch (InvalidProtocolBufferException e) {
      throw new PoisonException("it is not what it says");
    }
  }

  private void addProduct(String productId) {
    if (!Ids.isValid("prd", productId)) {
      throw new PoisonException("it is of no product");
    }
    productIds.add(productId);
  }

  /** All of them. */
  Set<String> productIds(Products products) {
    Set<String> all = new LinkedHashSet<>(productIds);
    if (!skus.isEmpty()) {
      all.addAll(products.idsOfSkus(skus));
    }
    return all;
  }

  void clear() {
    productIds.clear();
    skus.clear();
  }
}
