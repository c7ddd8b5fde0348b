package dev.souk.cart.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists of lines, one a SKU. */
final class Lines {
  private Lines() {}

  static Optional<CartLine> find(List<CartLine> lines, String sku) {
    return lines.stream().filter(line -> line.sku().equals(sku)).findFirst();
  }

  /** With the line in the place of that of its SKU, else at the end. */
  static List<CartLine> with(List<CartLine> lines, CartLine line) {
    List<CartLine> next = new ArrayList<>(lines);
    next.replaceAll(old -> old.sku().equals(line.sku()) ? line : old);
    if (find(lines, line.sku()).isEmpty()) {
      next.add(line);
    }
    return next;
  }

  static List<CartLine> without(List<CartLine> lines, String sku) {
    return lines.stream().filter(line -> !line.sku().equals(sku)).toList();
  }

  /** Those at the places, from 0. */
  static List<CartLine> at(List<CartLine> lines, List<Integer> places) {
    return places.stream().map(lines::get).toList();
  }
}
