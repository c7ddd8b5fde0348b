package dev.souk.user.domain;

import dev.souk.kit.address.AddressRules;
import dev.souk.kit.address.PostalAddress;
import dev.souk.kit.error.Errors;
import java.util.Optional;

/**
 * Changes an address of a user's book.
 *
 * <p>Errors: {@code RESOURCE_NOT_FOUND}, {@code ETAG_MISMATCH}, {@code INVALID_FIELD}, {@code
 * CONTENTION}.
 */
public final class UpdateAddress {
  private final AddressBookChanges changes;
  private final AddressRules rules;

  /** Lets addresses become what follows the rules. */
  public UpdateAddress(AddressBookChanges changes, AddressRules rules) {
    this.changes = changes;
    this.rules = rules;
  }

  /** The address after the change; the same version when nothing changes. */
  public Address update(AddressChange change) {
    return changes.apply(change.userId(), book -> changed(book, change)).get(change.addressId());
  }

  private AddressBook changed(AddressBook book, AddressChange change) {
    Address address = book.get(change.addressId());
    requireEtag(address, change.etag());
    requireHolder("defaultShipping", address.defaultShipping(), change.defaultShipping());
    requireHolder("defaultBilling", address.defaultBilling(), change.defaultBilling());
    PostalAddress postal = change.edit().apply(address.postal());
    if (!postal.equals(address.postal())) {
      rules.verify(postal, "address");
    }
    return book.changing(
        address.id(),
        postal,
        change.defaultShipping().orElse(false),
        change.defaultBilling().orElse(false));
  }

  static void requireEtag(Address address, Optional<String> etag) {
    if (etag.filter(given -> !given.equals(address.etag())).isPresent()) {
      throw Errors.etagMismatch(address.etag());
    }
  }

  /** A default is not taken away: then there would be none. Another address takes it. */
  private static void requireHolder(String flag, boolean held, Optional<Boolean> wanted) {
    if (held && wanted.equals(Optional.of(false))) {
      throw Errors.invalid("address." + flag, "is true until another address becomes the default");
    }
  }
}
