package dev.souk.product.transfer.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import dev.souk.product.catalog.api.Texts;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.transfer.domain.ComparedPrice;
import dev.souk.product.transfer.domain.ProductRecord;
import dev.souk.product.transfer.domain.VariantRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a {@code ProductRecord} of the proto, as strictly as the API reads messages. */
final class JsonProduct {
  private static final int LONGEST_NAME = 200;
  private static final int MOST_VARIANTS = 100;
  private static final Set<String> PRODUCT =
      Set.of(
          "name",
          "description",
          "brand",
          "categories",
          "tags",
          "attributes",
          "status",
          "featured",
          "variants");
  private static final Set<String> PATH = Set.of("names");
  private static final Set<String> VARIANT = Set.of("sku", "options", "price", "compareAtPrice");
  private static final Set<String> MONEY = Set.of("currencyCode", "minorUnits");

  private JsonProduct() {}

  /** The record; fails with {@code INVALID_FIELD} naming the path of the field. */
  static ProductRecord read(JsonNode line) {
    JsonFields product = JsonFields.of("", line, PRODUCT);
    List<VariantRecord> variants =
        product.list("variants").orElse(List.of()).stream().map(JsonProduct::variant).toList();
    if (variants.isEmpty() || variants.size() > MOST_VARIANTS) {
      throw Errors.invalid("variants", "must have 1 to 20 elements");
    }
    Skus.requireDifferent("variants", variants.stream().map(VariantRecord::sku).toList());
    return new ProductRecord(
        product.text("name").map(JsonProduct::name),
        product.text("description"),
        product.text("brand").map(Texts::normal),
        product.list("categories").map(paths -> paths.stream().map(JsonProduct::path).toList()),
        product.texts("tags").map(Texts::normal),
        product.pairs("attributes").map(pairs -> Texts.normal("attributes", pairs)),
        product.text("status").map(JsonProduct::status),
        product.flag("featured"),
        variants);
  }

  private static String name(String text) {
    String name = Texts.normal(text);
    if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw Errors.invalid("name", "must have 1 to 200 characters");
    }
    return name;
  }

  private static List<String> path(JsonFields.Element element) {
    return JsonFields.of(element.path(), element.node(), PATH)
        .texts("names")
        .orElse(List.of())
        .stream()
        .map(Texts::normal)
        .toList();
  }

  private static ProductStatus status(String name) {
    Map<String, ProductStatus> known = new HashMap<>();
    for (ProductStatus status : ProductStatus.values()) {
      known.put(JsonLinesFormat.name(status), status);
    }
    return Optional.ofNullable(known.get(name))
        .orElseThrow(() -> Errors.invalid("status", "must be a ProductStatus"));
  }

  private static VariantRecord variant(JsonFields.Element element) {
    JsonFields variant = JsonFields.of(element.path(), element.node(), VARIANT);
    return new VariantRecord(
        Skus.require(element.path() + ".sku", variant.text("sku").orElse("")),
        variant.pairs("options"),
        variant.object("price").map(JsonProduct::money),
        comparedPrice(variant));
  }

  private static Optional<ComparedPrice> comparedPrice(JsonFields variant) {
    if (variant.isNull("compareAtPrice")) {
      return Optional.of(new ComparedPrice(Optional.empty()));
    }
    return variant
        .object("compareAtPrice")
        .map(price -> new ComparedPrice(Optional.of(money(price))));
  }

  private static Amount money(JsonFields.Element element) {
    JsonFields money = JsonFields.of(element.path(), element.node(), MONEY);
    String currency = money.text("currencyCode").orElse("");
    if (!Prices.isCurrency(currency)) {
      throw Errors.invalid(element.path() + ".currencyCode", "must be a currency's ISO 4217 code");
    }
    return new Amount(currency, money.int64("minorUnits").orElse(0L));
  }
}
