package dev.souk.product.transfer.domain;

import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a file says of a product. What it does not say is absent.
 *
 * @param categories the categories it is listed in, each by its names from the top down
 * @param variants at least one, their SKUs all different
 */
public record ProductRecord(
    Optional<String> name,
    Optional<String> description,
    Optional<String> brand,
    Optional<List<List<String>>> categories,
    Optional<List<String>> tags,
    Optional<Map<String, String>> attributes,
    Optional<ProductStatus> status,
    Optional<Boolean> featured,
    List<VariantRecord> variants) {

  /**
   * Everything of a product.
   *
   * @param paths names of categories by id; one that is not there any more is left out
   */
  static ProductRecord of(ProductDetails details, Map<String, List<String>> paths) {
    return new ProductRecord(
        Optional.of(details.name()),
        Optional.of(details.description()),
        Optional.of(details.brand()),
        Optional.of(
            details.categoryIds().stream().filter(paths::containsKey).map(paths::get).toList()),
        Optional.of(details.tags()),
        Optional.of(details.attributes()),
        Optional.of(details.status()),
        Optional.of(details.featured()),
        details.variants().stream().map(VariantRecord::of).toList());
  }

  /** The SKUs of its variants. */
  public List<String> skus() {
    return variants.stream().map(VariantRecord::sku).toList();
  }

  /** Says what this one does, and for the rest what the earlier one of the same SKUs did. */
  ProductRecord over(ProductRecord earlier) {
    Map<String, VariantRecord> before = bySku(earlier.variants, VariantRecord::sku);
    return new ProductRecord(
        name.or(earlier::name),
        description.or(earlier::description),
        brand.or(earlier::brand),
        categories.or(earlier::categories),
        tags.or(earlier::tags),
        attributes.or(earlier::attributes),
        status.or(earlier::status),
        featured.or(earlier::featured),
        variants.stream()
            .map(variant ->
                Optional.ofNullable(before.get(variant.sku())).map(variant::over).orElse(variant))
            .toList());
  }

  /**
   * The product as it shall be. Variants that the file lacks stay.
   *
   * @param before the product; nothing where it is new
   * @param categoryIds the ids of its categories, where the file has some
   * @param status of a new product for which the file says none
   */
  ProductDetails appliedTo(
      Optional<ProductDetails> before, Optional<List<String>> categoryIds, ProductStatus status) {
    return new ProductDetails(
        name.or(() -> before.map(ProductDetails::name)).orElse(""),
        description.or(() -> before.map(ProductDetails::description)).orElse(""),
        brand.or(() -> before.map(ProductDetails::brand)).orElse(""),
        categoryIds.or(() -> before.map(ProductDetails::categoryIds)).orElse(List.of()),
        tags.or(() -> before.map(ProductDetails::tags)).orElse(List.of()),
        attributes.or(() -> before.map(ProductDetails::attributes)).orElse(Map.of()),
        featured.or(() -> before.map(ProductDetails::featured)).orElse(false),
        before.map(ProductDetails::images).orElse(List.of()),
        this.status.or(() -> before.map(ProductDetails::status)).orElse(status),
        variantsOver(before.map(ProductDetails::variants).orElse(List.of())));
  }

  private List<Variant> variantsOver(List<Variant> before) {
    Map<String, VariantRecord> said = bySku(variants, VariantRecord::sku);
    List<Variant> all = new ArrayList<>();
    for (Variant variant : before) {
      VariantRecord record = said.remove(variant.sku());
      all.add(record == null ? variant : record.appliedTo(Optional.of(variant)));
    }
    said.values().forEach(added -> all.add(added.appliedTo(Optional.empty())));
    return List.copyOf(all);
  }

  private static <T> Map<String, T> bySku(List<T> variants, Function<T, String> sku) {
    return variants.stream()
        .collect(
            Collectors.toMap(sku, Function.identity(), (_, later) -> later, LinkedHashMap::new));
  }
}
