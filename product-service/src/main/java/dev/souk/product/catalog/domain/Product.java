package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Something that a seller offers.
 *
 * @param productId its id
 * @param slug readable part of its address, unique; stays when the name changes
 * @param sellerId who created it and sells it
 * @param details what the seller says about it
 * @param filed the categories that it is listed under: those it names, and all above them
 * @param prices the prices of each variant over time, by SKU
 * @param deleteTime when it was deleted; nothing while it is there
 * @param createTime when it was created
 * @param updateTime when it last changed
 * @param version counts its changes, from 1
 */
public record Product(
    String productId,
    String slug,
    String sellerId,
    ProductDetails details,
    List<String> filed,
    Map<String, PriceHistory> prices,
    Optional<Instant> deleteTime,
    Instant createTime,
    Instant updateTime,
    long version) {

  /** A new product. */
  static Product created(
      String productId,
      String slug,
      String sellerId,
      ProductDetails details,
      List<String> filed,
      Instant now) {
    Instant time = now.truncatedTo(ChronoUnit.MILLIS);
    return new Product(
        productId,
        slug,
        sellerId,
        details,
        filed,
        pricesOf(details, details.status() == ProductStatus.ACTIVE, time, Map.of()),
        Optional.empty(),
        time,
        time,
        1);
  }

  /** Changes with every change of the product. */
  public String etag() {
    return Long.toString(version);
  }

  /** Whether everybody may see and buy it. */
  public boolean isActive() {
    return details.status() == ProductStatus.ACTIVE && !isDeleted();
  }

  /** Whether nobody may see it. */
  public boolean isDeleted() {
    return deleteTime.isPresent();
  }

  /** Fails with {@code NOT_FOUND} when it is deleted. */
  Product requirePresent() {
    if (isDeleted()) {
      throw Errors.notFound("product", productId);
    }
    return this;
  }

  /** Fails with {@code ETAG_MISMATCH} unless it has the etag; an empty one is any. */
  Product requireEtag(String etag) {
    if (!etag.isEmpty() && !etag.equals(etag())) {
      throw Errors.etagMismatch(etag());
    }
    return this;
  }

  /** The product with other details in the same categories, as its next version. */
  Product with(ProductDetails changed, Instant now) {
    return next(changed, filed, deleteTime, now);
  }

  /** The product with other details, listed under the categories, as its next version. */
  Product with(ProductDetails changed, List<String> nowFiled, Instant now) {
    return next(changed, nowFiled, deleteTime, now);
  }

  /** The product listed under other categories, because one of its own has moved. */
  Product filed(List<String> nowFiled) {
    return next(details, nowFiled, deleteTime, updateTime);
  }

  /** The product deleted, as its next version. */
  Product deleted(Instant now) {
    return next(details, filed, Optional.of(now.truncatedTo(ChronoUnit.MILLIS)), now);
  }

  /** The product no longer deleted, listed under the categories, as its next version. */
  Product undeleted(List<String> nowFiled, Instant now) {
    return next(details, nowFiled, Optional.empty(), now);
  }

  /** The SKUs of its variants. */
  public List<String> skus() {
    return details.variants().stream().map(Variant::sku).toList();
  }

  /** What is offered under the SKU of each variant. */
  public Set<Listing> listings() {
    return details.variants().stream()
        .map(variant ->
            new Listing(
                variant.sku(),
                productId,
                nameOf(variant),
                variant.price(),
                sellerId,
                details.status(),
                isDeleted()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Product next(
      ProductDetails changed, List<String> nowFiled, Optional<Instant> deleted, Instant now) {
    Instant time = now.truncatedTo(ChronoUnit.MILLIS);
    boolean isOffered = changed.status() == ProductStatus.ACTIVE && deleted.isEmpty();
    return new Product(
        productId,
        slug,
        sellerId,
        changed,
        nowFiled,
        pricesOf(changed, isOffered, time, prices),
        deleted,
        createTime,
        time,
        version + 1);
  }

  private static Map<String, PriceHistory> pricesOf(
      ProductDetails details, boolean isOffered, Instant now, Map<String, PriceHistory> before) {
    return details.variants().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Variant::sku,
                variant -> {
                  PricePoint point =
                      new PricePoint(now, variant.price(), variant.compareAtPrice(), isOffered);
                  return Optional.ofNullable(before.get(variant.sku()))
                      .map(history -> history.then(point))
                      .orElseGet(() -> PriceHistory.starting(point));
                }));
  }

  /** The product's name, with the variant's options where there are several to tell apart. */
  private String nameOf(Variant variant) {
    if (details.variants().size() == 1 || variant.options().isEmpty()) {
      return details.name();
    }
    return details.name()
        + " ("
        + String.join(", ", new TreeMap<>(variant.options()).values())
        + ")";
  }
}
