package dev.souk.product.transfer.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.CatalogErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.transfer.domain.ComparedPrice;
import dev.souk.product.transfer.domain.ImportOptions;
import dev.souk.product.transfer.domain.Parsed;
import dev.souk.product.transfer.domain.ProductRecord;
import dev.souk.product.transfer.domain.RecordFormat;
import dev.souk.product.transfer.domain.RowError;
import dev.souk.product.transfer.domain.VariantRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A {@code ProductRecord} in each line, as canonical proto3 JSON. */
public final class JsonLinesFormat implements RecordFormat {
  /** More than a product can have; a tree of nodes takes many times the length of its text. */
  private static final int LONGEST_LINE = 1_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @Override
  public List<Parsed> parse(String text, ImportOptions options) {
    if (!options.columns().isEmpty()) {
      throw Errors.invalid("columns", "must be empty, for JSON lines have fields");
    }
    List<Parsed> parsed = new ArrayList<>();
    long line = 0;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      String content = text.substring(start, end < 0 ? text.length() : end);
      start = end < 0 ? text.length() : end + 1;
      line++;
      if (!content.isBlank()) {
        parsed.add(read(content, line));
        SourceFile.requireRows(parsed.size(), line);
      }
    }
    if (parsed.isEmpty()) {
      throw CatalogErrors.fileUnreadable(1, "", "the file is empty");
    }
    return parsed;
  }

  private static Parsed read(String content, long line) {
    if (content.length() > LONGEST_LINE) {
      return refused(line, "", "INVALID_FIELD", "has more than " + LONGEST_LINE + " characters");
    }
    try {
      return new Parsed.Rows(JsonProduct.read(JSON.readTree(content)), List.of(line));
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null ? "" : " at character " + e.getLocation().getColumnNr();
      return refused(line, "", "INVALID_FIELD", "is not JSON" + where);
    } catch (ApiException e) {
      return refused(line, e.variable("field"), e.reason(), e.variable("description"));
    }
  }

  private static Parsed refused(long line, String column, String reason, String message) {
    return new Parsed.Refused(List.of(new RowError(line, column, reason, message)));
  }

  @Override
  public String column(String field, ImportOptions options) {
    return switch (field) {
      case "sku" -> "variants";
      default -> field.startsWith("categoryIds") ? "categories" : field;
    };
  }

  @Override
  public String header() {
    return "";
  }

  @Override
  public String write(ProductRecord product) {
    ObjectNode line = JSON.createObjectNode();
    product.name().ifPresent(name -> line.put("name", name));
    product.description().ifPresent(description -> line.put("description", description));
    product.brand().ifPresent(brand -> line.put("brand", brand));
    ArrayNode categories = line.putArray("categories");
    product
        .categories()
        .orElse(List.of())
        .forEach(path -> path.forEach(categories.addObject().putArray("names")::add));
    ArrayNode tags = line.putArray("tags");
    product.tags().orElse(List.of()).forEach(tags::add);
    product.attributes().ifPresent(pairs -> line.set("attributes", pairs(pairs)));
    product.status().ifPresent(status -> line.put("status", name(status)));
    product.featured().ifPresent(featured -> line.put("featured", featured));
    ArrayNode variants = line.putArray("variants");
    product.variants().forEach(variant -> variants.add(variant(variant)));
    return line + "\n";
  }

  static String name(ProductStatus status) {
    return "PRODUCT_STATUS_" + status;
  }

  private static ObjectNode variant(VariantRecord variant) {
    ObjectNode node = JSON.createObjectNode().put("sku", variant.sku());
    variant.options().ifPresent(options -> node.set("options", pairs(options)));
    variant.price().ifPresent(price -> node.set("price", money(price)));
    variant.comparedPrice().ifPresent(compared -> putComparedPrice(node, compared));
    return node;
  }

  private static void putComparedPrice(ObjectNode variant, ComparedPrice compared) {
    compared
        .amount()
        .ifPresentOrElse(
            price -> variant.set("compareAtPrice", money(price)),
            () -> variant.putNull("compareAtPrice"));
  }

  private static ObjectNode money(Amount amount) {
    return JSON.createObjectNode()
        .put("currencyCode", amount.currency())
        .put("minorUnits", Long.toString(amount.minorUnits()));
  }

  private static ObjectNode pairs(Map<String, String> pairs) {
    ObjectNode node = JSON.createObjectNode();
    new TreeMap<>(pairs).forEach(node::put);
    return node;
  }
}
