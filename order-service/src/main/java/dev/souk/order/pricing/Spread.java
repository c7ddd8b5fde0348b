package dev.souk.order.pricing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides minor units in proportion to weights, by largest remainder: the parts add up exactly, and
 * none is larger than its weight as long as the total is no larger than theirs. The order of the
 * weights does not matter: of equal remainders the one with the lesser name comes first.
 */
final class Spread {
  private Spread() {}

  private record Share(String name, long floor, BigInteger remainder) {}

  /**
   * The parts by name.
   *
   * @param total not negative
   * @param weights not negative; with a total above 0 at least one is above 0
   */
  static Map<String, Long> of(long total, Map<String, Long> weights) {
    BigInteger sum = sum(weights.values());
    Map<String, Long> parts = new LinkedHashMap<>();
    if (total == 0) {
      weights.keySet().forEach(name -> parts.put(name, 0L));
      return parts;
    }
    List<Share> shares = new ArrayList<>();
    weights.forEach((name, weight) -> {
      BigInteger[] divided =
          BigInteger.valueOf(total).multiply(BigInteger.valueOf(weight)).divideAndRemainder(sum);
      shares.add(new Share(name, divided[0].longValueExact(), divided[1]));
      parts.put(name, divided[0].longValueExact());
    });
    long left = total - shares.stream().mapToLong(Share::floor).sum();
    shares.stream()
        .sorted(Comparator.comparing(Share::remainder).reversed().thenComparing(Share::name))
        .limit(left)
        .forEach(share -> parts.merge(share.name(), 1L, Long::sum));
    return parts;
  }

  private static BigInteger sum(Collection<Long> weights) {
    return weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
