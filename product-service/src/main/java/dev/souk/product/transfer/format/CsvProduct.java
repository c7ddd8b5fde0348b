package dev.souk.product.transfer.format;

import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import dev.souk.product.catalog.api.Texts;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.transfer.domain.ComparedPrice;
import dev.souk.product.transfer.domain.ProductRecord;
import dev.souk.product.transfer.domain.VariantRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rows of CSV that are one product. Reading fails with {@code INVALID_FIELD} naming the column.
 *
 * @param header the columns that the file has
 * @param rows at least one
 * @param currencyCode where no column has it
 */
record CsvProduct(CsvHeader header, List<CsvRow> rows, String currencyCode) {
  private static final int LONGEST_NAME = 200;

  ProductRecord read() {
    List<VariantRecord> variants = rows.stream().map(this::variant).toList();
    Skus.requireDifferent(
        CsvColumn.SKU.title(), variants.stream().map(VariantRecord::sku).toList());
    return new ProductRecord(
        common(CsvColumn.NAME, CsvProduct::name),
        common(CsvColumn.DESCRIPTION, Function.identity()),
        common(CsvColumn.BRAND, Texts::normal),
        common(CsvColumn.CATEGORIES, Cells::paths),
        common(CsvColumn.TAGS, cell -> Texts.normal(Cells.list(cell))),
        common(CsvColumn.ATTRIBUTES, CsvProduct::attributes),
        common(CsvColumn.STATUS, CsvProduct::status).flatMap(Function.identity()),
        common(CsvColumn.FEATURED, CsvProduct::featured),
        variants);
  }

  /** What all rows say of the product, or say nothing of. */
  private <T> Optional<T> common(CsvColumn column, Function<String, T> reading) {
    if (!header.has(column)) {
      return Optional.empty();
    }
    List<String> said =
        rows.stream()
            .map(row -> row.cell(column))
            .filter(cell -> !cell.isEmpty())
            .distinct()
            .toList();
    if (said.size() > 1) {
      throw Errors.invalid(column.title(), "must be the same in all rows of a product");
    }
    return Optional.of(reading.apply(said.isEmpty() ? "" : said.getFirst()));
  }

  private VariantRecord variant(CsvRow row) {
    return new VariantRecord(
        Skus.require(CsvColumn.SKU.title(), row.cell(CsvColumn.SKU)),
        header.has(CsvColumn.OPTIONS)
            ? Optional.of(Cells.pairs(CsvColumn.OPTIONS.title(), row.cell(CsvColumn.OPTIONS)))
            : Optional.empty(),
        header.has(CsvColumn.PRICE) ? Optional.of(price(CsvColumn.PRICE, row)) : Optional.empty(),
        header.has(CsvColumn.COMPARE_AT_PRICE)
            ? Optional.of(
                new ComparedPrice(
                    row.cell(CsvColumn.COMPARE_AT_PRICE).isEmpty()
                        ? Optional.empty()
                        : Optional.of(price(CsvColumn.COMPARE_AT_PRICE, row))))
            : Optional.empty());
  }

  private Amount price(CsvColumn column, CsvRow row) {
    String currency = row.cell(CsvColumn.CURRENCY_CODE);
    return Prices.read(
        column.title(), row.cell(column), currency.isEmpty() ? currencyCode : currency);
  }

  private static String name(String cell) {
    String name = Texts.normal(cell);
    if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw Errors.invalid(CsvColumn.NAME.title(), "must have 1 to 200 characters");
    }
    return name;
  }

  private static Map<String, String> attributes(String cell) {
    String column = CsvColumn.ATTRIBUTES.title();
    return Texts.normal(column, Cells.pairs(column, cell));
  }

  private static Optional<ProductStatus> status(String cell) {
    return switch (cell.toUpperCase(Locale.ROOT)) {
      case "" -> Optional.empty();
      case "DRAFT" -> Optional.of(ProductStatus.DRAFT);
      case "ACTIVE" -> Optional.of(ProductStatus.ACTIVE);
      case "ARCHIVED" -> Optional.of(ProductStatus.ARCHIVED);
      default ->
          throw Errors.invalid(
              CsvColumn.STATUS.title(), "must be DRAFT, ACTIVE, ARCHIVED or empty");
    };
  }

  private static boolean featured(String cell) {
    return switch (cell.toUpperCase(Locale.ROOT)) {
      case "TRUE" -> true;
      case "FALSE", "" -> false;
      default -> throw Errors.invalid(CsvColumn.FEATURED.title(), "must be true, false or empty");
    };
  }
}
