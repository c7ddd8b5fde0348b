package dev.souk.user.domain.operation;

import dev.souk.user.domain.AddressBooks;
import dev.souk.user.domain.avatar.Avatars;

/** Erases what this service itself keeps of a user beside the account. */
public final class OwnErasers {
  private OwnErasers() {}

  /** Erases address books. */
  public static Eraser addresses(AddressBooks books) {
    return account -> {
      books.remove(account.userId());
      return Eraser.Left.NOTHING;
    };
  }

  /** Erases pictures. */
  public static Eraser avatars(Avatars avatars) {
    return account -> {
      avatars.removeAllOf(account.userId());
      return Eraser.Left.NOTHING;
    };
  }

  /** Erases exports, those under way too: whoever is at one finds that it is gone. */
  public static Eraser exports(Operations operations, ExportDocuments documents) {
    return account -> {
      operations.of(account.userId()).stream()
          .filter(operation -> operation.kind() == OperationKind.EXPORT)
          .forEach(operation -> operations.remove(operation.id()));
      documents.removeAllOf(account.userId());
      return Eraser.Left.NOTHING;
    };
  }
}
