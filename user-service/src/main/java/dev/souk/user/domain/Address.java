package dev.souk.user.domain;

import dev.souk.kit.address.PostalAddress;

/**
 * An entry of an address book.
 *
 * @param id TypeID with prefix {@code adr}
 * @param postal where it is
 * @param defaultShipping whether orders go there when nothing else is said
 * @param defaultBilling whether invoices do
 * @param version 1 at first, one more with each change; the etag
 */
public record Address(
    String id,
    PostalAddress postal,
    boolean defaultShipping,
    boolean defaultBilling,
    long version) {

  /** Identifies this version to clients. */
  public String etag() {
    return Long.toString(version);
  }

  /** This entry with other contents: its next version, or itself when they are the same. */
  Address changed(PostalAddress nextPostal, boolean nextShipping, boolean nextBilling) {
    boolean same =
        postal.equals(nextPostal)
            && defaultShipping == nextShipping
            && defaultBilling == nextBilling;
    return same ? this : new Address(id, nextPostal, nextShipping, nextBilling, version + 1);
  }
}
