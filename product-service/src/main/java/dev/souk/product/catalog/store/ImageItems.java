package dev.souk.product.catalog.store;

import dev.souk.product.catalog.domain.ProductImage;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Pictures, as they stand in product items. */
final class ImageItems {
  private ImageItems() {}

  static ProductImage read(Item item) {
    return new ProductImage(
        item.text("imageId"),
        item.text("altText"),
        item.text("contentType"),
        item.integer("width"),
        item.integer("height"),
        item.text("hash"));
  }

  static Map<String, AttributeValue> structure(ProductImage image) {
    return ItemBuilder.structure()
        .text("imageId", image.imageId())
        .text("altText", image.altText())
        .text("contentType", image.contentType())
        .number("width", image.width())
        .number("height", image.height())
        .text("hash", image.hash())
        .build();
  }
}
