package dev.souk.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The products in a year's invoices of a gift shop: one for each code that stands for goods, at the
 * price that most sales had, the lower one of several.
 *
 * <p>Refused, row by row:
 *
 * <ul>
 *   <li>codes that are no goods: POST and DOT (postage), C2 (carriage), D (discount), M (manual), S
 *       (samples), and any other that is not five digits with up to two letters, or DCGS and more
 *       (a second range of goods); so also BANK CHARGES, AMAZONFEE, CRUK, PADS and gift vouchers;
 *   <li>rows without a description or a price above zero: notes about lost or damaged stock.
 * </ul>
 *
 * A code is taken as it is written: 85123A and 85123a are two. A code that was only ever returned
 * has the price of its returns. Stock is 1,000 units and ten times what the file sold.
 */
final class DemoCatalog {
  private static final String RESOURCE = "/demo/online-retail-sample.csv";
  private static final Pattern GOODS = Pattern.compile("\\d{5}[A-Za-z]{0,2}|DCGS\\w+");
  private static final int STOCK_OF_ALL = 1_000;
  private static final int STOCK_PER_SOLD = 10;

  private final List<DemoProduct> products;
  private final List<RefusedRow> refused;

  private DemoCatalog(List<DemoProduct> products, List<RefusedRow> refused) {
    this.products = products;
    this.refused = refused;
  }

  /** The catalog of the file that comes with the module. */
  static DemoCatalog load() throws IOException {
    try (InputStream in = DemoCatalog.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("the resource " + RESOURCE + " is missing");
      }
      return of(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    }
  }

  /** The catalog of a file whose first row is a header. */
  static DemoCatalog of(BufferedReader csv) throws IOException {
    Map<String, List<RetailLine>> byCode = new TreeMap<>();
    List<RefusedRow> refused = new ArrayList<>();
    csv.readLine();
    int row = 2;
    for (String text = csv.readLine(); text != null; text = csv.readLine()) {
      RetailLine line = RetailLine.parse(row++, text);
      refusal(line)
          .ifPresentOrElse(
              reason -> refused.add(new RefusedRow(line, reason)),
              () -> byCode.computeIfAbsent(line.stockCode(), c -> new ArrayList<>()).add(line));
    }
    return new DemoCatalog(byCode.values().stream().map(DemoCatalog::product).toList(), refused);
  }

  /** By SKU. */
  List<DemoProduct> products() {
    return products;
  }

  List<RefusedRow> refused() {
    return refused;
  }

  private static Optional<String> refusal(RetailLine line) {
    if (!GOODS.matcher(line.stockCode()).matches()) {
      return Optional.of("the code is no goods");
    }
    if (line.description().isEmpty()) {
      return Optional.of("no description");
    }
    return line.priceInPence() > 0 ? Optional.empty() : Optional.of("no price");
  }

  private static DemoProduct product(List<RetailLine> lines) {
    List<RetailLine> sales = lines.stream().filter(RetailLine::isSale).toList();
    List<RetailLine> telling = sales.isEmpty() ? lines : sales;
    String name = ProductName.tidy(mostFrequent(telling, RetailLine::description));
    return new DemoProduct(
        lines.getFirst().stockCode(),
        name,
        mostFrequent(telling, RetailLine::priceInPence),
        DemoCategory.of(name),
        STOCK_OF_ALL + STOCK_PER_SOLD * sales.stream().mapToInt(RetailLine::quantity).sum());
  }

  /** Of several equally frequent values, the least. */
  private static <T extends Comparable<T>> T mostFrequent(
      List<RetailLine> lines, Function<RetailLine, T> value) {
    Map<T, Long> counts =
        lines.stream().collect(Collectors.groupingBy(value, TreeMap::new, Collectors.counting()));
    long most = counts.values().stream().max(Comparator.naturalOrder()).orElseThrow();
    return counts.entrySet().stream()
        .filter(e -> e.getValue() == most)
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}
