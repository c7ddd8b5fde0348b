package dev.souk.cart.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A user's lines with a guest's added, in the guest's order. Quantities add up to the limit of a
 * line. A line that would be one too many, or is in another currency than the user's cart, does not
 * fit; nothing is ever taken from the user's lines.
 *
 * @param lines what the user's cart has then
 * @param left the places, from 0, of the guest's lines that do not fit
 */
record MergedLines(List<CartLine> lines, List<Integer> left) {
  static MergedLines of(List<CartLine> user, List<CartLine> guest, CartLimits limits) {
    SequencedMap<String, CartLine> merged = new LinkedHashMap<>();
    user.forEach(line -> merged.put(line.sku(), line));
    List<Integer> left = new ArrayList<>();
    for (int place = 0; place < guest.size(); place++) {
      CartLine line = guest.get(place);
      if (fits(line, merged, limits)) {
        merged.merge(line.sku(), line, (mine, more) -> grown(mine, more, limits));
      } else {
        left.add(place);
      }
    }
    return new MergedLines(List.copyOf(merged.values()), left);
  }

  private static boolean fits(
      CartLine line, SequencedMap<String, CartLine> merged, CartLimits limits) {
    Map.Entry<String, CartLine> first = merged.firstEntry();
    boolean sameCurrency =
        first == null
            || first.getValue().unitPrice().currency().equals(line.unitPrice().currency());
    return sameCurrency && (merged.containsKey(line.sku()) || merged.size() < limits.lines());
  }

  /** Never shrinks, not even where the limit was lowered since. */
  private static CartLine grown(CartLine mine, CartLine more, CartLimits limits) {
    long sum = (long) mine.quantity() + more.quantity();
    return mine.withQuantity(Math.max(mine.quantity(), (int) Math.min(sum, limits.quantity())));
  }
}
