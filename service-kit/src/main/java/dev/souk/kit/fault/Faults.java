package dev.souk.kit.fault;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The faults of this instance, each until it expires. */
final class Faults {
  private static final String ALL_METHODS = "*";

  private final Map<String, Fault> byMethod = new ConcurrentHashMap<>();
  private final Clock clock;
  private final RandomGenerator random;

  Faults(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** Puts it in force, in place of the one that its method had. */
  void set(Fault fault) {
    byMethod.put(fault.method(), fault);
  }

  /** Ends the fault of the method; whether it had one. */
  boolean delete(String method) {
    Fault ended = byMethod.remove(method);
    return ended != null && isInForce(ended);
  }

  /** Those in force, by method. */
  List<Fault> list() {
    byMethod.values().removeIf(fault -> !isInForce(fault));
    return byMethod.values().stream().sorted(Comparator.comparing(Fault::method)).toList();
  }

  /** What is to happen to a call of the method, drawn anew for each call. */
  Optional<Effect> draw(String method) {
    return inForce(method)
        .or(() -> inForce(method.substring(0, method.indexOf('/') + 1) + ALL_METHODS))
        .filter(fault -> random.nextDouble() < fault.probability())
        .map(Fault::effect);
  }

  private Optional<Fault> inForce(String method) {
    return Optional.ofNullable(byMethod.get(method)).filter(this::isInForce);
  }

  private boolean isInForce(Fault fault) {
    return clock.instant().isBefore(fault.expireTime());
  }
}
