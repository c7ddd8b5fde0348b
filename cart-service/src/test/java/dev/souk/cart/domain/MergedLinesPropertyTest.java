package dev.souk.cart.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.money.Amount;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A merge loses no line, whatever the carts and the limits. */
class MergedLinesPropertyTest {
  /** A user's and a guest's lines, each of one currency and within the limits. */
  record Carts(CartLimits limits, List<CartLine> user, List<CartLine> guest) {
    MergedLines merged() {
      return MergedLines.of(user, guest, limits);
    }

    /** The guest's lines that are left, and those that are not. */
    List<CartLine> guest(boolean left) {
      return IntStream.range(0, guest.size())
          .filter(place -> merged().left().contains(place) == left)
          .mapToObj(guest::get)
          .toList();
    }
  }

  @Property
  void what_is_taken_in_adds_up_to_the_limit(@ForAll("carts") Carts carts) {
    Map<String, Integer> before = units(carts.user);
    Map<String, Integer> merged = units(carts.merged().lines());
    for (CartLine line : carts.guest(false)) {
      int sum = before.getOrDefault(line.sku(), 0) + line.quantity();
      assertThat(merged).containsEntry(line.sku(), Math.min(sum, carts.limits.quantity()));
    }
  }

  @Property
  void what_is_left_changes_nothing(@ForAll("carts") Carts carts) {
    Map<String, Integer> expected = units(carts.user);
    Map<String, Integer> merged = units(carts.merged().lines());
    carts.guest(false).forEach(line -> expected.put(line.sku(), merged.get(line.sku())));
    assertThat(merged).isEqualTo(expected);
  }

  @Property
  void only_what_does_not_fit_is_left(@ForAll("carts") Carts carts) {
    List<CartLine> merged = carts.merged().lines();
    for (CartLine line : carts.guest(true)) {
      boolean otherCurrency =
          currencies(Stream.concat(merged.stream(), Stream.of(line))).size() > 1;
      boolean full =
          merged.size() == carts.limits.lines() && !units(merged).containsKey(line.sku());
      assertThat(otherCurrency || full).as("%s is left", line).isTrue();
    }
  }

  @Property
  void a_merged_cart_is_a_cart(@ForAll("carts") Carts carts) {
    List<CartLine> merged = carts.merged().lines();
    assertThat(merged).hasSizeLessThanOrEqualTo(carts.limits.lines());
    assertThat(merged).extracting(CartLine::sku).doesNotHaveDuplicates();
    assertThat(skus(merged).subList(0, carts.user.size())).isEqualTo(skus(carts.user));
    assertThat(currencies(merged.stream())).hasSizeLessThanOrEqualTo(1);
  }

  @Property
  void what_is_left_fits_at_once_into_an_empty_cart(@ForAll("carts") Carts carts) {
    List<CartLine> left = carts.guest(true);
    MergedLines later = MergedLines.of(List.of(), left, carts.limits);
    assertThat(later.lines()).isEqualTo(left);
    assertThat(later.left()).isEmpty();
  }

  @Provide
  Arbitrary<Carts> carts() {
    Arbitrary<CartLimits> limits =
        Combinators.combine(
                Arbitraries.integers().between(1, 12), Arbitraries.integers().between(1, 50))
            .as((lines, quantity) -> new CartLimits(lines, quantity, 90));
    return limits.flatMap(some ->
        Combinators.combine(lines(some), lines(some))
            .as((user, guest) -> new Carts(some, user, guest)));
  }

  private static Arbitrary<List<CartLine>> lines(CartLimits limits) {
    return Arbitraries.frequency(Tuple.of(3, "GBP"), Tuple.of(1, "EUR"))
        .flatMap(currency ->
            line(limits, currency).list().uniqueElements(CartLine::sku).ofMaxSize(limits.lines()));
  }

  private static Arbitrary<CartLine> line(CartLimits limits, String currency) {
    return Combinators.combine(
            Arbitraries.integers().between(1, 20),
            Arbitraries.integers().between(1, limits.quantity()))
        .as((sku, quantity) ->
            new CartLine("S" + sku, "prd_1", "Fine", quantity, new Amount(currency, 100)));
  }

  private static Map<String, Integer> units(List<CartLine> lines) {
    return lines.stream().collect(Collectors.toMap(CartLine::sku, CartLine::quantity));
  }

  private static List<String> skus(List<CartLine> lines) {
    return lines.stream().map(CartLine::sku).toList();
  }

  private static Set<String> currencies(Stream<CartLine> lines) {
    return lines.map(line -> line.unitPrice().currency()).collect(Collectors.toSet());
  }
}
