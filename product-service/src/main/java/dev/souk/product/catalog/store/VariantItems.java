package dev.souk.product.catalog.store;

import dev.souk.kit.money.Amount;
import dev.souk.product.catalog.domain.PriceHistory;
import dev.souk.product.catalog.domain.PricePoint;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.Variant;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Variants with their prices over time, as they stand in product items. */
final class VariantItems {
  private static final String COMPARE_AT = "compareAtMinorUnits";

  private VariantItems() {}

  static Variant read(Item item) {
    return new Variant(item.text("sku"), item.textMap("options"), price(item), compareAt(item));
  }

  /** The prices of each variant of a product item. */
  static Map<String, PriceHistory> prices(Item product) {
    return product.items("variants").stream()
        .collect(
            Collectors.toUnmodifiableMap(
                variant -> variant.text("sku"), variant -> prices(product, variant)));
  }

  static Map<String, AttributeValue> structure(Variant variant, PriceHistory prices) {
    return priced(variant.price(), variant.compareAtPrice())
        .text("sku", variant.sku())
        .textMap("options", variant.options())
        .structures("prices", prices.points().stream().map(VariantItems::point).toList())
        .build();
  }

  /** Of a product written before there were histories, the history begins with its last change. */
  private static PriceHistory prices(Item product, Item variant) {
    if (!variant.has("prices")) {
      return PriceHistory.starting(
          new PricePoint(
              product.instant("updateTime"),
              price(variant),
              Optional.empty(),
              product.text("status").equals(ProductStatus.ACTIVE.name())));
    }
    return new PriceHistory(variant.items("prices").stream().map(VariantItems::point).toList());
  }

  private static PricePoint point(Item item) {
    return new PricePoint(item.instant("from"), price(item), compareAt(item), item.flag("offered"));
  }

  private static Map<String, AttributeValue> point(PricePoint point) {
    return priced(point.price(), point.compareAt())
        .instant("from", point.from())
        .flag("offered", point.offered())
        .build();
  }

  private static ItemBuilder priced(Amount price, Optional<Amount> compareAt) {
    ItemBuilder item =
        ItemBuilder.structure()
            .text("currency", price.currency())
            .number("minorUnits", price.minorUnits());
    compareAt.ifPresent(amount -> item.number(COMPARE_AT, amount.minorUnits()));
    return item;
  }

  private static Amount price(Item item) {
    return new Amount(item.text("currency"), item.number("minorUnits"));
  }

  private static Optional<Amount> compareAt(Item item) {
    return item.has(COMPARE_AT)
        ? Optional.of(new Amount(item.text("currency"), item.number(COMPARE_AT)))
        : Optional.empty();
  }
}
