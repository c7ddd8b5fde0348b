package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.error.FieldViolation;
import dev.souk.kit.money.Amount;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a seller says about a product.
 *
 * @param name 1 to 200 characters, not only blanks
 * @param description plain text, may be empty
 * @param brand may be empty
 * @param categoryIds categories it is listed in
 * @param tags free keywords
 * @param attributes what can be said in pairs
 * @param featured whether the shop shows it off
 * @param images its pictures, in order
 * @param status whether it is offered
 * @param variants what can be bought, at least one
 */
public record ProductDetails(
    String name,
    String description,
    String brand,
    List<String> categoryIds,
    List<String> tags,
    Map<String, String> attributes,
    boolean featured,
    List<ProductImage> images,
    ProductStatus status,
    List<Variant> variants) {

  /** The same with another status. */
  ProductDetails withStatus(ProductStatus changed) {
    return new ProductDetails(
        name,
        description,
        brand,
        categoryIds,
        tags,
        attributes,
        featured,
        images,
        changed,
        variants);
  }

  /** The same with other pictures. */
  public ProductDetails withImages(List<ProductImage> changed) {
    return new ProductDetails(
        name,
        description,
        brand,
        categoryIds,
        tags,
        attributes,
        featured,
        List.copyOf(changed),
        status,
        variants);
  }

  /**
   * Checks what the messages' own rules cannot say.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} naming every wrong field
   */
  public void check() {
    List<FieldViolation> violations = new ArrayList<>();
    if (name.isBlank()) {
      violations.add(new FieldViolation("product.name", "must have 1 to 200 characters"));
    }
    checkTexts("product.name", Stream.of(name), violations);
    checkTexts("product.description", Stream.of(description), violations);
    checkTexts("product.brand", Stream.of(brand), violations);
    checkTexts("product.tags", tags.stream(), violations);
    checkTexts("product.attributes", texts(attributes), violations);
    checkTexts("product.images", images.stream().map(ProductImage::altText), violations);
    if (variants.isEmpty()) {
      violations.add(new FieldViolation("product.variants", "must have 1 to 20 elements"));
    }
    Set<String> skus = new HashSet<>();
    Set<Map<String, String>> options = new HashSet<>();
    for (int i = 0; i < variants.size(); i++) {
      String field = "product.variants[" + i + "]";
      Variant variant = variants.get(i);
      if (!skus.add(variant.sku())) {
        violations.add(new FieldViolation(field + ".sku", "must not be in another variant too"));
      }
      checkTexts(field + ".options", texts(variant.options()), violations);
      if (!variant.options().isEmpty() && !options.add(variant.options())) {
        violations.add(
            new FieldViolation(field + ".options", "must not be those of another variant too"));
      }
      checkCurrency(field + ".price.currencyCode", variant.price().currency(), violations);
      checkComparison(field + ".compareAtPrice", variant, violations);
    }
    if (!violations.isEmpty()) {
      throw Errors.invalid(violations);
    }
  }

  private static void checkTexts(
      String field, Stream<String> texts, List<FieldViolation> violations) {
    if (!texts.allMatch(StorableText::is)) {
      violations.add(new FieldViolation(field, StorableText.RULE));
    }
  }

  private static Stream<String> texts(Map<String, String> pairs) {
    return Stream.concat(pairs.keySet().stream(), pairs.values().stream());
  }

  private static void checkComparison(
      String field, Variant variant, List<FieldViolation> violations) {
    Amount price = variant.price();
    variant
        .compareAtPrice()
        .filter(compareAt ->
            !compareAt.currency().equals(price.currency()) || compareAt.compareTo(price) <= 0)
        .ifPresent(_ ->
            violations.add(
                new FieldViolation(field, "must be above the price, in the same currency")));
  }

  private void checkCurrency(String field, String currency, List<FieldViolation> violations) {
    if (!Currencies.CODES.contains(currency)) {
      violations.add(new FieldViolation(field, "must be a currency's ISO 4217 code"));
    } else if (!currency.equals(variants.getFirst().price().currency())) {
      violations.add(new FieldViolation(field, "must be that of the first variant"));
    }
  }

  /** Codes of currencies that things are paid in; units of account such as gold have no digits. */
  private static final class Currencies {
    private static final Set<String> CODES =
        Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
  }
}
