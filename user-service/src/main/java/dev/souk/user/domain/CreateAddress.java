package dev.souk.user.domain;

import dev.souk.kit.address.AddressRules;
import dev.souk.kit.address.PostalAddress;
import dev.souk.kit.id.Ids;

/**
 * Adds an address to a user's book.
 *
 * <p>Errors: {@code INVALID_FIELD}, {@code ADDRESS_LIMIT_EXCEEDED}, {@code CONTENTION}.
 */
public final class CreateAddress {
  private final AddressBookChanges changes;
  private final AddressRules rules;
  private final Ids ids;

  /** Adds addresses that follow the rules. */
  public CreateAddress(AddressBookChanges changes, AddressRules rules, Ids ids) {
    this.changes = changes;
    this.rules = rules;
    this.ids = ids;
  }

  /** The address as it stands in the book. */
  public Address create(
      String userId, PostalAddress postal, boolean defaultShipping, boolean defaultBilling) {
    rules.verify(postal, "address");
    String id = ids.next("adr");
    return changes
        .apply(userId, book -> book.adding(id, postal, defaultShipping, defaultBilling))
        .get(id);
  }
}
