package dev.souk.order.note;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What somebody noted about an order.
 *
 * @param noteId TypeID with prefix {@code note}
 * @param orderId the order
 * @param text what
 * @param author who: a user's id
 * @param createTime when, to the microsecond
 */
public record OrderNote(
    String noteId, String orderId, String text, String author, Instant createTime) {

  /** Cuts the time to what the store keeps. */
  public OrderNote {
    createTime = createTime.truncatedTo(ChronoUnit.MICROS);
  }
}
