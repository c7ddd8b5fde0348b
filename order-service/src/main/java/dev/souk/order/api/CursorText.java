package dev.souk.order.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.order.domain.OrderCursor;
import java.time.DateTimeException;
import java.time.Instant;

/** Cursors as the text inside page tokens. A client can make up its own, so nothing is trusted. */
final class CursorText {
  /** Beyond this PostgreSQL has no time. */
  static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private CursorText() {}

  static String write(OrderCursor cursor) {
    return cursor.createTime() + "/" + cursor.orderId();
  }

  static OrderCursor read(String text) {
    int slash = Math.max(text.indexOf('/'), 0);
    String orderId = text.substring(Math.min(slash + 1, text.length()));
    Instant time = time(text.substring(0, slash));
    if (!Ids.isValid("ord", orderId) || time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
      throw Errors.pageTokenInvalid();
    }
    return new OrderCursor(time, orderId);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw Errors.pageTokenInvalid();
    }
  }
}
