package dev.souk.product.transfer.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import dev.souk.product.catalog.domain.Variant;
import java.util.Map;
import java.util.Optional;

/**
 * What a file says of a variant. What it does not say is absent.
 *
 * @param sku the variant's SKU
 * @param options what sets it apart
 * @param price price of one
 * @param comparedPrice the price that it is compared with
 */
public record VariantRecord(
    String sku,
    Optional<Map<String, String>> options,
    Optional<Amount> price,
    Optional<ComparedPrice> comparedPrice) {

  /** Everything of a variant. */
  static VariantRecord of(Variant variant) {
    return new VariantRecord(
        variant.sku(),
        Optional.of(variant.options()),
        Optional.of(variant.price()),
        Optional.of(new ComparedPrice(variant.compareAtPrice())));
  }

  /** Says what this one does, and for the rest what the earlier one did. */
  VariantRecord over(VariantRecord earlier) {
    return new VariantRecord(
        sku,
        options.or(earlier::options),
        price.or(earlier::price),
        comparedPrice.or(earlier::comparedPrice));
  }

  /** The variant as it shall be. */
  Variant appliedTo(Optional<Variant> before) {
    return new Variant(
        sku,
        options.or(() -> before.map(Variant::options)).orElse(Map.of()),
        price
            .or(() -> before.map(Variant::price))
            .orElseThrow(() -> Errors.invalid("price", "must be given for a new variant")),
        comparedPrice
            .or(() -> before.map(variant -> new ComparedPrice(variant.compareAtPrice())))
            .flatMap(ComparedPrice::amount));
  }
}
