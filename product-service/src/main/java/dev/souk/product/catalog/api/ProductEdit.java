package dev.souk.product.catalog.api;

import com.google.protobuf.FieldMask;
import dev.souk.kit.error.Errors;
import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductStatus;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Takes the fields that an update names from the message, and the others as they are. Fields that
 * are output only may be named, for a product may be sent back as it came: they are ignored.
 */
final class ProductEdit implements UnaryOperator<ProductDetails> {
  private static final Set<String> EDITABLE =
      Set.of(
          "name",
          "description",
          "brand",
          "category_ids",
          "tags",
          "attributes",
          "featured",
          "images",
          "status",
          "variants");
  private static final Set<String> OUTPUT_ONLY =
      Set.of(
          "product_id",
          "slug",
          "seller_id",
          "create_time",
          "update_time",
          "delete_time",
          "etag",
          "rating",
          "review_count");

  private final ProductDetails sent;
  private final ImageOrder images;
  private final Set<String> named;

  private ProductEdit(ProductDetails sent, ImageOrder images, Set<String> named) {
    this.sent = sent;
    this.images = images;
    this.named = named;
  }

  static ProductEdit of(Product message, FieldMask mask) {
    if (mask.getPathsList().isEmpty()) {
      throw Errors.invalid("updateMask", "must name a field");
    }
    Set<String> named = new HashSet<>();
    for (String path : mask.getPathsList()) {
      if (EDITABLE.contains(path)) {
        named.add(path);
      } else if (!OUTPUT_ONLY.contains(path)) {
        throw Errors.invalid(
            "updateMask",
            "must name name, description, brand, categoryIds, tags, attributes, featured, images, status or variants alone");
      }
    }
    if (named.contains("status")
        && message.getStatus() == ProductStatus.PRODUCT_STATUS_UNSPECIFIED) {
      throw Errors.invalid("product.status", "must have a value when the mask names it");
    }
    return new ProductEdit(ProductMessages.details(message), ImageOrder.of(message), named);
  }

  @Override
  public ProductDetails apply(ProductDetails current) {
    return new ProductDetails(
        from("name", current).name(),
        from("description", current).description(),
        from("brand", current).brand(),
        from("category_ids", current).categoryIds(),
        from("tags", current).tags(),
        from("attributes", current).attributes(),
        from("featured", current).featured(),
        named.contains("images") ? images.apply(current.images()) : current.images(),
        from("status", current).status(),
        from("variants", current).variants());
  }

  private ProductDetails from(String field, ProductDetails current) {
    return named.contains(field) ? sent : current;
  }
}
