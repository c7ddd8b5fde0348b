package dev.souk.product.catalog.domain;

import java.time.Instant;
import java.util.List;
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
 * @param createTime when it was created
 * @param updateTime when it last changed
 * @param version counts its changes, from 1
 */
public record Product(
    String productId,
    String slug,
    String sellerId,
    ProductDetails details,
    Instant createTime,
    Instant updateTime,
    long version) {

  /** Changes with every change of the product. */
  public String etag() {
    return Long.toString(version);
  }

  /** Whether everybody may see and buy it. */
  public boolean isActive() {
    return details.status() == ProductStatus.ACTIVE;
  }

  /** The product with other details, as its next version. */
  public Product with(ProductDetails changed, Instant now) {
    return new Product(productId, slug, sellerId, changed, createTime, now, version + 1);
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
                details.status()))
        .collect(Collectors.toUnmodifiableSet());
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
