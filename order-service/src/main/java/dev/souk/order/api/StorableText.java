package dev.souk.order.api;

import com.google.protobuf.Message;
import dev.souk.kit.error.Errors;
import java.util.List;

/** Text with NUL characters is valid in a message, but no PostgreSQL keeps it. */
final class StorableText {
  private StorableText() {}

  /**
   * Refuses a message with a NUL character in any text.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} naming the field
   */
  static void require(Message message) {
    message
        .getAllFields()
        .forEach((field, value) -> {
          if (value instanceof Message inner) {
            require(inner);
          }
          if (value instanceof List<?> elements) {
            elements.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> text.indexOf('\0') >= 0)
                .forEach(text -> {
                  throw Errors.invalid(field.getJsonName(), "must not contain NUL characters");
                });
            elements.stream()
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .forEach(StorableText::require);
          }
          if (value instanceof String text && text.indexOf('\0') >= 0) {
            throw Errors.invalid(field.getJsonName(), "must not contain NUL characters");
          }
        });
  }
}
