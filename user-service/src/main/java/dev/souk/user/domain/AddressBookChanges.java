package dev.souk.user.domain;

import dev.souk.kit.error.Errors;
import java.util.function.UnaryOperator;

/** Applies changes to address books, each to the book as the change before left it. */
public final class AddressBookChanges {
  private static final int ATTEMPTS = 50;

  private final AddressBooks books;

  /** Changes books of the given store. */
  public AddressBookChanges(AddressBooks books) {
    this.books = books;
  }

  /**
   * The user's book after the change.
   *
   * @throws dev.souk.kit.error.ApiException {@code CONTENTION}, and what the change throws
   */
  AddressBook apply(String userId, UnaryOperator<AddressBook> change) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      AddressBook current = books.of(userId);
      AddressBook next = change.apply(current);
      if (next.equals(current) || books.replace(next)) {
        return next;
      }
    }
    throw Errors.contention("address book");
  }
}
