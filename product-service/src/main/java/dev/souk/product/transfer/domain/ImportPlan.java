package dev.souk.product.transfer.domain;

import dev.souk.kit.error.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a file comes to: rows that have the same SKUs again are one product, so that it is written
 * once, however often its rows change their mind; the last one counts. The same file makes the same
 * plan each time.
 *
 * @param units the products and the rows that cannot be read, in the order of the file
 * @param rows how many rows there are
 */
public record ImportPlan(List<Parsed> units, int rows) {

  /** Plans what was read from a file. */
  public static ImportPlan of(List<Parsed> parsed) {
    Folding folding = new Folding();
    parsed.forEach(folding::add);
    return new ImportPlan(
        List.copyOf(folding.units), parsed.stream().mapToInt(Parsed::count).sum());
  }

  /** Products of the file so far, found by their SKUs. */
  private static final class Folding {
    private final List<Parsed> units = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    private void add(Parsed next) {
      if (next instanceof Parsed.Rows rows) {
        add(rows);
      } else {
        units.add(next);
      }
    }

    private void add(Parsed.Rows rows) {
      List<String> skus = rows.record().skus();
      Set<Integer> at =
          skus.stream().filter(places::containsKey).map(places::get).collect(Collectors.toSet());
      if (at.isEmpty()) {
        skus.forEach(sku -> places.put(sku, units.size()));
        units.add(rows);
        return;
      }
      int place = at.iterator().next();
      Parsed.Rows earlier = (Parsed.Rows) units.get(place);
      if (at.size() == 1 && new HashSet<>(skus).equals(new HashSet<>(earlier.record().skus()))) {
        units.set(place, folded(earlier, rows));
      } else {
        units.add(refused(rows, earlier));
      }
    }

    private static Parsed folded(Parsed.Rows earlier, Parsed.Rows later) {
      return new Parsed.Rows(
          later.record().over(earlier.record()),
          Stream.concat(earlier.lines().stream(), later.lines().stream()).toList());
    }

    private static Parsed refused(Parsed.Rows rows, Parsed.Rows earlier) {
      String message =
          "The SKU stands in another product of the file, at line " + earlier.lines().getFirst();
      return new Parsed.Refused(
          rows.lines().stream()
              .map(line -> new RowError(line, "sku", Reason.SKU_TAKEN.name(), message))
              .toList());
    }
  }
}
