package dev.souk.product.catalog.api;

import com.google.protobuf.Timestamp;
import dev.souk.kit.money.Amount;
import dev.souk.product.catalog.domain.Listing;
import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.catalog.domain.ProductView;
import dev.souk.product.v1.Category;
import dev.souk.product.v1.Offer;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.Variant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The catalog as messages. */
final class ProductMessages {
  private static final Pattern SKU = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private ProductMessages() {}

  /** Whether a text could be a SKU at all. */
  static boolean isSku(String text) {
    return SKU.matcher(text).matches();
  }

  static Product product(ProductView view) {
    dev.souk.product.catalog.domain.Product product = view.product();
    ProductDetails details = product.details();
    return Product.newBuilder()
        .setProductId(product.productId())
        .setName(details.name())
        .setSlug(product.slug())
        .setDescription(details.description())
        .setBrand(details.brand())
        .addAllCategoryIds(details.categoryIds())
        .addAllTags(details.tags())
        .setStatus(ProductFilters.write(details.status()))
        .setSellerId(product.sellerId())
        .addAllVariants(
            details.variants().stream().map(variant -> variant(variant, view.available())).toList())
        .setCreateTime(timestamp(product.createTime()))
        .setUpdateTime(timestamp(product.updateTime()))
        .setEtag(product.etag())
        .build();
  }

  static ProductDetails details(Product message) {
    return new ProductDetails(
        message.getName().strip(),
        message.getDescription(),
        message.getBrand(),
        List.copyOf(message.getCategoryIdsList()),
        List.copyOf(message.getTagsList()),
        ProductFilters.read(message.getStatus()),
        message.getVariantsList().stream().map(ProductMessages::variant).toList());
  }

  static Category category(dev.souk.product.catalog.domain.Category category) {
    return Category.newBuilder()
        .setCategoryId(category.categoryId())
        .setName(category.name())
        .build();
  }

  static Offer offer(dev.souk.product.catalog.domain.Offer offer) {
    Listing listing = offer.listing();
    return Offer.newBuilder()
        .setSku(listing.sku())
        .setProductId(listing.productId())
        .setName(listing.name())
        .setPrice(listing.price().toProto())
        .setAvailable(offer.available())
        .setSellerId(listing.sellerId())
        .build();
  }

  private static Variant variant(
      dev.souk.product.catalog.domain.Variant variant, Map<String, Integer> available) {
    return Variant.newBuilder()
        .setSku(variant.sku())
        .putAllOptions(variant.options())
        .setPrice(variant.price().toProto())
        .setAvailable(available.getOrDefault(variant.sku(), 0))
        .build();
  }

  private static dev.souk.product.catalog.domain.Variant variant(Variant message) {
    return new dev.souk.product.catalog.domain.Variant(
        message.getSku(), Map.copyOf(message.getOptionsMap()), Amount.of(message.getPrice()));
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
