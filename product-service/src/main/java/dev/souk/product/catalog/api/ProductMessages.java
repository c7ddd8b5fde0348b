package dev.souk.product.catalog.api;

import com.google.protobuf.Timestamp;
import dev.souk.kit.money.Amount;
import dev.souk.product.catalog.domain.CategoryView;
import dev.souk.product.catalog.domain.Listing;
import dev.souk.product.catalog.domain.PriceHistory;
import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.catalog.domain.ProductView;
import dev.souk.product.v1.Category;
import dev.souk.product.v1.CategoryCrumb;
import dev.souk.product.v1.Offer;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductImage;
import dev.souk.product.v1.Variant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The catalog as messages. */
public final class ProductMessages {
  private static final Pattern SKU = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private ProductMessages() {}

  /** Whether a text could be a SKU at all. */
  static boolean isSku(String text) {
    return SKU.matcher(text).matches();
  }

  /** A product with its stock figures; 0 where they are not known. */
  public static Product product(ProductView view) {
    dev.souk.product.catalog.domain.Product product = view.product();
    ProductDetails details = product.details();
    Product.Builder message =
        Product.newBuilder()
            .setProductId(product.productId())
            .setName(details.name())
            .setSlug(product.slug())
            .setDescription(details.description())
            .setBrand(details.brand())
            .addAllCategoryIds(details.categoryIds())
            .addAllTags(details.tags())
            .putAllAttributes(details.attributes())
            .setFeatured(details.featured())
            .addAllImages(
                details.images().stream().map(image -> image(product.productId(), image)).toList())
            .setStatus(ProductFilters.write(details.status()))
            .setSellerId(product.sellerId())
            .addAllVariants(
                details.variants().stream().map(variant -> variant(variant, view)).toList())
            .setCreateTime(timestamp(product.createTime()))
            .setUpdateTime(timestamp(product.updateTime()))
            .setEtag(product.etag())
            .setRating(view.rating().average())
            .setReviewCount(view.rating().count());
    product.deleteTime().map(ProductMessages::timestamp).ifPresent(message::setDeleteTime);
    return message.build();
  }

  static ProductDetails details(Product message) {
    return new ProductDetails(
        Texts.normal(message.getName()),
        message.getDescription(),
        Texts.normal(message.getBrand()),
        List.copyOf(message.getCategoryIdsList()),
        Texts.normal(message.getTagsList()),
        Texts.normal("product.attributes", message.getAttributesMap()),
        message.getFeatured(),
        List.of(),
        ProductFilters.read(message.getStatus()),
        message.getVariantsList().stream().map(ProductMessages::variant).toList());
  }

  static Category category(CategoryView view) {
    dev.souk.product.catalog.domain.Category category = view.category();
    return Category.newBuilder()
        .setCategoryId(category.categoryId())
        .setName(category.name())
        .setParentId(category.parentId())
        .addAllBreadcrumb(view.ancestors().stream().map(ProductMessages::crumb).toList())
        .setProductCount(view.products().own())
        .setSubtreeProductCount(view.products().subtree())
        .setEtag(category.etag())
        .build();
  }

  private static CategoryCrumb crumb(dev.souk.product.catalog.domain.Category category) {
    return CategoryCrumb.newBuilder()
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
      dev.souk.product.catalog.domain.Variant variant, ProductView view) {
    Variant.Builder message =
        Variant.newBuilder()
            .setSku(variant.sku())
            .putAllOptions(variant.options())
            .setPrice(variant.price().toProto())
            .setAvailable(view.available().getOrDefault(variant.sku(), 0));
    variant.compareAtPrice().map(Amount::toProto).ifPresent(message::setCompareAtPrice);
    Optional.ofNullable(view.product().prices().get(variant.sku()))
        .flatMap(PriceHistory::lowestBeforeReduction)
        .map(Amount::toProto)
        .ifPresent(message::setLowestPrice30Days);
    return message.build();
  }

  private static dev.souk.product.catalog.domain.Variant variant(Variant message) {
    return new dev.souk.product.catalog.domain.Variant(
        message.getSku(),
        Map.copyOf(message.getOptionsMap()),
        Amount.of(message.getPrice()),
        message.hasCompareAtPrice()
            ? Optional.of(Amount.of(message.getCompareAtPrice()))
            : Optional.empty());
  }

  static ProductImage image(String productId, dev.souk.product.catalog.domain.ProductImage image) {
    return ProductImage.newBuilder()
        .setImageId(image.imageId())
        .setUrl("/v1/products/" + productId + "/images/" + image.imageId())
        .setAltText(image.altText())
        .setWidth(image.width())
        .setHeight(image.height())
        .build();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
