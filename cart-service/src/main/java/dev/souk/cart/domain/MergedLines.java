package dev.souk.cart.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;

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
    SequencedMap<String, CartLine> merged = bySku(user);
    return merged(merged, guest, limits, limits.lines(), line -> isOfCurrencyOf(line, merged));
  }

  /** Of lines that are saved for later: they may be in several currencies. */
  static MergedLines ofSaved(List<CartLine> user, List<CartLine> guest, CartLimits limits) {
    return merged(bySku(user), guest, limits, limits.saved(), _ -> true);
  }

  private static MergedLines merged(
      SequencedMap<String, CartLine> merged,
      List<CartLine> guest,
      CartLimits limits,
      int most,
      Predicate<CartLine> suits) {
    List<Integer> left = new ArrayList<>();
    for (int place = 0; place < guest.size(); place++) {
      CartLine line = guest.get(place);
      if (suits.test(line) && (merged.containsKey(line.sku()) || merged.size() < most)) {
        merged.merge(line.sku(), line, (mine, more) -> grown(mine, more, limits));
      } else {
        left.add(place);
      }
    }
    return new MergedLines(List.copyOf(merged.values()), left);
  }

  private static SequencedMap<String, CartLine> bySku(List<CartLine> lines) {
    SequencedMap<String, CartLine> found = new LinkedHashMap<>();
    lines.forEach(line -> found.put(line.sku(), line));
    return found;
  }

  private static boolean isOfCurrencyOf(CartLine line, SequencedMap<String, CartLine> merged) {
    Map.Entry<String, CartLine> first = merged.firstEntry();
    return first == null
        || first.getValue().unitPrice().currency().equals(line.unitPrice().currency());
  }

  /** Never shrinks, not even where the limit was lowered since. */
  private static CartLine grown(CartLine mine, CartLine more, CartLimits limits) {
    long sum = (long) mine.quantity() + more.quantity();
    return mine.withQuantity(Math.max(mine.quantity(), (int) Math.min(sum, limits.quantity())));
  }
}
