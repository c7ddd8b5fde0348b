package dev.souk.order.discount;

import dev.souk.kit.money.Amount;
import dev.souk.order.pricing.Discount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which codes count. They are looked at in the order given, so that of two that cannot be combined
 * the first one counts.
 *
 * @param applied those that do
 * @param refused the others, with why not
 */
public record CheckedCodes(List<DiscountCode> applied, Map<String, Obstacle> refused) {
  /** No codes. */
  public static final CheckedCodes NONE = new CheckedCodes(List.of(), Map.of());

  /** Checks codes, as {@link CodeText} keeps them, against what was found of them. */
  public static CheckedCodes of(
      List<String> codes, Map<String, CodeUse> found, Amount subtotal, Instant now) {
    List<DiscountCode> applied = new ArrayList<>();
    Map<String, Obstacle> refused = new LinkedHashMap<>();
    for (String text : codes) {
      Optional<CodeUse> use = Optional.ofNullable(found.get(text));
      Optional<Obstacle> obstacle =
          use.isEmpty()
              ? Optional.of(Obstacle.UNKNOWN)
              : use.flatMap(known -> obstacle(known, applied, subtotal, now));
      obstacle.ifPresentOrElse(
          reason -> refused.put(text, reason),
          () -> use.map(CodeUse::code).ifPresent(applied::add));
    }
    return new CheckedCodes(applied, refused);
  }

  private static Optional<Obstacle> obstacle(
      CodeUse use, List<DiscountCode> applied, Amount subtotal, Instant now) {
    Optional<Obstacle> own = use.code().obstacle(subtotal, now, use.usesOfCustomer());
    boolean alone =
        applied.isEmpty()
            || (use.code().terms().combinable()
                && applied.stream().allMatch(other -> other.terms().combinable()));
    return own.isPresent() || alone ? own : Optional.of(Obstacle.NOT_COMBINABLE);
  }

  /** What they take off, for the pricing. */
  public List<Discount> discounts() {
    return applied.stream().map(DiscountCode::discount).toList();
  }
}
