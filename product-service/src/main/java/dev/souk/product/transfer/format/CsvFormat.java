package dev.souk.product.transfer.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.CatalogErrors;
import dev.souk.kit.error.Errors;
import dev.souk.product.transfer.domain.ImportOptions;
import dev.souk.product.transfer.domain.Parsed;
import dev.souk.product.transfer.domain.ProductRecord;
import dev.souk.product.transfer.domain.RecordFormat;
import dev.souk.product.transfer.domain.RowError;
import dev.souk.product.transfer.domain.VariantRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Comma-separated values (RFC 4180) with a header; the proto of TransferService describes them. */
public final class CsvFormat implements RecordFormat {
  /** More than a field can have; the parts of a list take many times the length of the cell. */
  private static final int LONGEST_CELL = 128 * 1024;

  private static final Pattern LINE = Pattern.compile(".*line (\\d+).*");
  private static final Pattern FIELD = Pattern.compile("(?:variants\\[\\d+]\\.)?(\\w+).*");
  private static final String CATEGORY_IDS = "categoryIds";

  @Override
  public List<Parsed> parse(String text, ImportOptions options) {
    try {
      Iterator<CsvRecord> records = reader(text).iterator();
      if (!records.hasNext()) {
        throw CatalogErrors.fileUnreadable(1, "", "the file is empty");
      }
      CsvRecord first = records.next();
      CsvHeader header =
          CsvHeader.of(first.getFields(), options.columns(), first.getStartingLineNumber());
      requireCurrency(header, options.currencyCode());
      List<Parsed> parsed = new Reading(header, options).all(records);
      if (parsed.isEmpty()) {
        throw CatalogErrors.fileUnreadable(2, "", "the file has no row below its header");
      }
      return parsed;
    } catch (CsvParseException e) {
      throw unreadable(e);
    }
  }

  private static CsvReader<CsvRecord> reader(String text) {
    return CsvReader.builder()
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(text);
  }

  private static void requireCurrency(CsvHeader header, String currencyCode) {
    boolean priced = header.has(CsvColumn.PRICE) || header.has(CsvColumn.COMPARE_AT_PRICE);
    if (priced && !header.has(CsvColumn.CURRENCY_CODE) && currencyCode.isEmpty()) {
      throw Errors.invalid("currencyCode", "must be given, for no column of the file has it");
    }
    if (!currencyCode.isEmpty() && !Prices.isCurrency(currencyCode)) {
      throw Errors.invalid("currencyCode", "must be a currency's ISO 4217 code");
    }
  }

  private static ApiException unreadable(CsvParseException e) {
    String message = String.valueOf(e.getMessage());
    Matcher line = LINE.matcher(message);
    return CatalogErrors.fileUnreadable(
        line.matches() ? Long.parseLong(line.group(1)) : 1, "", "the file is not CSV: " + message);
  }

  @Override
  public String column(String field, ImportOptions options) {
    Matcher matcher = FIELD.matcher(field);
    String name = matcher.matches() ? matcher.group(1) : field;
    if (name.equals(CATEGORY_IDS)) {
      name = CsvColumn.CATEGORIES.title();
    }
    String title = name;
    return CsvColumn.titled(name)
        .map(column -> CsvHeader.mapping(options.columns()).getOrDefault(column, column.title()))
        .orElse(title);
  }

  @Override
  public String header() {
    return record(Stream.of(CsvColumn.values()).map(CsvColumn::title).toList());
  }

  /** The first row says what is of the product, the others say nothing of it. */
  @Override
  public String write(ProductRecord product) {
    StringBuilder rows = new StringBuilder();
    for (VariantRecord variant : product.variants()) {
      Map<CsvColumn, String> cells = new EnumMap<>(CsvColumn.class);
      if (rows.isEmpty()) {
        putProduct(product, cells);
      }
      putVariant(variant, cells);
      cells.put(CsvColumn.HANDLE, product.skus().getFirst());
      rows.append(
          record(
              Stream.of(CsvColumn.values())
                  .map(column -> Cells.guarded(cells.getOrDefault(column, "")))
                  .toList()));
    }
    return rows.toString();
  }

  private static void putProduct(ProductRecord product, Map<CsvColumn, String> cells) {
    cells.put(CsvColumn.NAME, product.name().orElse(""));
    cells.put(CsvColumn.DESCRIPTION, product.description().orElse(""));
    cells.put(CsvColumn.BRAND, product.brand().orElse(""));
    cells.put(CsvColumn.CATEGORIES, Cells.paths(product.categories().orElse(List.of())));
    cells.put(CsvColumn.TAGS, Cells.list(product.tags().orElse(List.of())));
    cells.put(CsvColumn.ATTRIBUTES, Cells.pairs(product.attributes().orElse(Map.of())));
    cells.put(CsvColumn.STATUS, product.status().map(Enum::name).orElse(""));
    cells.put(CsvColumn.FEATURED, product.featured().map(String::valueOf).orElse(""));
  }

  private static void putVariant(VariantRecord variant, Map<CsvColumn, String> cells) {
    cells.put(CsvColumn.SKU, variant.sku());
    cells.put(CsvColumn.OPTIONS, Cells.pairs(variant.options().orElse(Map.of())));
    variant
        .price()
        .ifPresent(price -> {
          cells.put(CsvColumn.PRICE, Prices.write(price));
          cells.put(CsvColumn.CURRENCY_CODE, price.currency());
        });
    variant
        .comparedPrice()
        .flatMap(compared -> compared.amount())
        .ifPresent(price -> cells.put(CsvColumn.COMPARE_AT_PRICE, Prices.write(price)));
  }

  private static String record(List<String> cells) {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().build(text)) {
      writer.writeRecord(cells);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return text.toString();
  }

  /** The reading of the records below a header. */
  private final class Reading {
    private final CsvHeader header;
    private final ImportOptions options;
    private final List<Parsed> parsed = new ArrayList<>();
    private final List<CsvRow> open = new ArrayList<>();
    private int rows;

    private Reading(CsvHeader header, ImportOptions options) {
      this.header = header;
      this.options = options;
    }

    private List<Parsed> all(Iterator<CsvRecord> records) {
      while (records.hasNext()) {
        CsvRecord record = records.next();
        SourceFile.requireRows(++rows, record.getStartingLineNumber());
        add(record);
      }
      closeProduct();
      return parsed;
    }

    private void add(CsvRecord record) {
      long line = record.getStartingLineNumber();
      if (record.getFieldCount() != header.width()) {
        closeProduct();
        String message =
            "the row has %d cells, the header %d".formatted(record.getFieldCount(), header.width());
        parsed.add(refused(List.of(line), "", "INVALID_FIELD", message));
        return;
      }
      Map<CsvColumn, String> cells = new EnumMap<>(CsvColumn.class);
      header
          .places()
          .forEach((column, place) -> cells.put(column, Cells.unguarded(record.getField(place))));
      Optional<CsvColumn> tooLong =
          cells.keySet().stream()
              .filter(column -> cells.get(column).length() > LONGEST_CELL)
              .findFirst();
      if (tooLong.isPresent()) {
        closeProduct();
        String message = "has more than " + LONGEST_CELL + " characters";
        parsed.add(
            refused(
                List.of(line), column(tooLong.get().title(), options), "INVALID_FIELD", message));
        return;
      }
      CsvRow row = new CsvRow(line, cells);
      if (open.isEmpty() || !isSameProduct(open.getLast(), row)) {
        closeProduct();
      }
      open.add(row);
    }

    private boolean isSameProduct(CsvRow one, CsvRow next) {
      String handle = next.cell(CsvColumn.HANDLE);
      return !handle.isEmpty() && handle.equals(one.cell(CsvColumn.HANDLE));
    }

    private void closeProduct() {
      if (open.isEmpty()) {
        return;
      }
      List<Long> lines = open.stream().map(CsvRow::line).toList();
      try {
        ProductRecord record =
            new CsvProduct(header, List.copyOf(open), options.currencyCode()).read();
        parsed.add(new Parsed.Rows(record, lines));
      } catch (ApiException e) {
        parsed.add(
            refused(
                lines,
                column(e.variable("field"), options),
                e.reason(),
                e.variable("description")));
      }
      open.clear();
    }

    private static Parsed refused(List<Long> lines, String column, String reason, String message) {
      return new Parsed.Refused(
          lines.stream().map(line -> new RowError(line, column, reason, message)).toList());
    }
  }
}
