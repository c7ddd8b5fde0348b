package dev.souk.user.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import dev.souk.kit.error.Errors;
import dev.souk.user.domain.AddressBooks;
import dev.souk.user.domain.Users;
import dev.souk.user.domain.operation.ExportSource;
import dev.souk.user.domain.operation.ExportSource.Page;

/** What this service itself keeps of a user, as it would answer it over HTTP. */
public final class OwnExports {
  /** As the gateway writes messages. */
  private static final JsonFormat.Printer JSON =
      JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();

  private OwnExports() {}

  /** The account, as its owner sees it. */
  public static ExportSource profile(Users users) {
    return (userId, token) ->
        users
            .byId(userId)
            .map(user -> Page.single(json(UserMessages.message(user))))
            .orElseThrow(() -> Errors.notFound("user", userId));
  }

  /** The address book. */
  public static ExportSource addresses(AddressBooks books) {
    return (userId, token) ->
        Page.list(
            books.of(userId).addresses().stream()
                .map(AddressMessages::message)
                .map(OwnExports::json)
                .toList(),
            "");
  }

  private static String json(MessageOrBuilder message) {
    try {
      return JSON.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message has no JSON", e);
    }
  }
}
