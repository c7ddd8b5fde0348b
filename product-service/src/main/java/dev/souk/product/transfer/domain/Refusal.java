package dev.souk.product.transfer.domain;

import dev.souk.kit.error.ApiException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a product of a file was refused.
 *
 * @param field the path of the field, such as {@code variants[0].price}; may be empty
 * @param reason why, by the catalogue of errors
 * @param message the same for people
 */
public record Refusal(String field, String reason, String message) {
  private static final Pattern VARIANT = Pattern.compile("variants\\[(\\d+)].*");

  /**
   * What an error says of a product.
   *
   * @param skus the SKUs of the variants that the error counts
   */
  static Refusal of(ApiException e, List<String> skus) {
    return switch (e.reason()) {
      case "INVALID_FIELD" -> invalid(e, skus);
      case "SKU_TAKEN" -> new Refusal("sku", e.reason(), e.getMessage());
      case "RESOURCE_NOT_FOUND" -> new Refusal("categories", e.reason(), e.getMessage());
      default -> new Refusal("", e.reason(), e.getMessage());
    };
  }

  private static Refusal invalid(ApiException e, List<String> skus) {
    String path = e.variable("field");
    String field = path.startsWith("product.") ? path.substring("product.".length()) : path;
    Matcher variant = VARIANT.matcher(field);
    boolean known = variant.matches() && Integer.parseInt(variant.group(1)) < skus.size();
    String which = known ? " (SKU " + skus.get(Integer.parseInt(variant.group(1))) + ")" : "";
    return new Refusal(field, e.reason(), e.variable("description") + which);
  }
}
