package dev.souk.product.dynamo;

import java.util.Comparator;
import java.util.List;

/**
 * The attributes of a level. One item holds a SKU's figures at all its locations, those of "main"
 * under their plain names, those of another behind its name: a transaction then touches one item
 * for each SKU, from however many locations it takes. The README of the module draws the whole.
 */
public final class LevelAttributes {
  /** The location that is meant where none is named. */
  public static final String MAIN = "main";

  /** Units on hand at all locations; levels from before there were several lack it. */
  public static final String TOTAL = "total";

  /** From how many units on hand downwards the stock is low; absent where the default holds. */
  public static final String THRESHOLD = "threshold";

  /** Where low stock is listed for its seller; absent while it is not low. */
  public static final String LOW_SELLER = "lowSeller";

  /** Where low stock is listed for everybody; absent while it is not low. */
  public static final String LOW_SHARD = "lowShard";

  /** How often the stock has become low. */
  public static final String ALERTS = "alerts";

  private static final String ON_HAND = "onHand";
  private static final String RESERVED = "reserved";
  private static final String AVAILABLE = "available";
  private static final Comparator<String> MAIN_FIRST =
      Comparator.comparing((String location) -> !location.equals(MAIN))
          .thenComparing(Comparator.naturalOrder());

  private LevelAttributes() {}

  /** Units at a location. */
  public static String onHand(String location) {
    return at(ON_HAND, location);
  }

  /** Units of those that orders in progress hold. */
  public static String reserved(String location) {
    return at(RESERVED, location);
  }

  /** Units that can be ordered: on hand less reserved. DynamoDB's conditions do no arithmetic. */
  public static String available(String location) {
    return at(AVAILABLE, location);
  }

  /** The locations that a level has figures of, "main" first, then by name. */
  public static List<String> locations(Item level) {
    return level.attributes().keySet().stream()
        .filter(name -> name.equals(ON_HAND) || name.startsWith(ON_HAND + '_'))
        .map(LevelAttributes::location)
        .sorted(MAIN_FIRST)
        .toList();
  }

  /** Units that can be ordered, from all locations. */
  public static int available(Item level) {
    return locations(level).stream()
        .mapToInt(location -> level.integer(available(location)))
        .reduce(0, Math::addExact);
  }

  /** Expressions take no "-" in a name, locations no "_". */
  private static String at(String figure, String location) {
    return location.equals(MAIN) ? figure : figure + '_' + location.replace('-', '_');
  }

  private static String location(String onHand) {
    return onHand.equals(ON_HAND) ? MAIN : onHand.substring(ON_HAND.length() + 1).replace('_', '-');
  }
}
