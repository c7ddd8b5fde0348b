package dev.souk.order.discount;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The codes in the store. */
public interface DiscountCodes {
  /** Those of the codes that there are, by code, as the customer finds them. */
  Map<String, CodeUse> find(Collection<String> codes, String customer);

  /** A code. */
  Optional<DiscountCode> find(String code);

  /**
   * A page of all codes, newest first.
   *
   * @param after the code that they come after; from the newest on where nothing
   */
  List<DiscountCode> page(Optional<Place> after, int limit);

  /** Keeps a new code; false, and nothing is kept, when there is one of the name. */
  boolean add(DiscountCode code);

  /**
   * Keeps changed terms.
   *
   * @return the code; empty, and nothing is kept, when it is not of that version any more
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} when it was used more often than
   *     the new limit allows
   */
  Optional<DiscountCode> change(String code, int version, CodeTerms terms, Instant now);

  /**
   * Deletes a code that no order ever used.
   *
   * @return whether it is gone; not when it is not of that version any more, or was used
   */
  boolean delete(String code, int version);

  /** A place in the list of codes. */
  record Place(Instant createTime, String code) {}
}
