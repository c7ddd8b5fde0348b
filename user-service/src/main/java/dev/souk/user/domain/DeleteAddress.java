package dev.souk.user.domain;

import java.util.Optional;

/**
 * Takes an address out of a user's book.
 *
 * <p>Errors: {@code RESOURCE_NOT_FOUND}, {@code ETAG_MISMATCH}, {@code CONTENTION}.
 */
public final class DeleteAddress {
  private final AddressBookChanges changes;

  /** Deletes from books. */
  public DeleteAddress(AddressBookChanges changes) {
    this.changes = changes;
  }

  /** Deletes it, when it is the version given. */
  public void delete(String userId, String addressId, Optional<String> etag) {
    var _ =
        changes.apply(
            userId,
            book -> {
              UpdateAddress.requireEtag(book.get(addressId), etag);
              return book.removing(addressId);
            });
  }
}
