package dev.souk.user.domain;

import dev.souk.kit.address.PostalAddress;
import dev.souk.kit.error.AccountErrors;
import dev.souk.kit.error.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The addresses of a user. Unless it is empty, exactly one of them is the default for shipping and
 * exactly one for billing.
 *
 * @param userId whose it is
 * @param addresses oldest first, at most {@value #LIMIT}
 * @param version 0 before the first change, one more with each
 */
public record AddressBook(String userId, List<Address> addresses, long version) {
  /** How many addresses a user may have. */
  public static final int LIMIT = 50;

  /** Copies the addresses. */
  public AddressBook {
    addresses = List.copyOf(addresses);
  }

  /** The book of a user who never had an address. */
  public static AddressBook empty(String userId) {
    return new AddressBook(userId, List.of(), 0);
  }

  /**
   * The address with the id.
   *
   * @throws dev.souk.kit.error.ApiException {@code RESOURCE_NOT_FOUND}
   */
  public Address get(String addressId) {
    return addresses.stream()
        .filter(address -> address.id().equals(addressId))
        .findFirst()
        .orElseThrow(() -> Errors.notFound("address", addressId));
  }

  /**
   * The book with one address more, which becomes the default where it says so or is the first.
   *
   * @throws dev.souk.kit.error.ApiException {@code ADDRESS_LIMIT_EXCEEDED}
   */
  AddressBook adding(
      String addressId, PostalAddress postal, boolean defaultShipping, boolean defaultBilling) {
    if (addresses.size() >= LIMIT) {
      throw AccountErrors.addressLimitExceeded(LIMIT);
    }
    List<Address> next = new ArrayList<>(addresses);
    boolean first = addresses.isEmpty();
    next.add(new Address(addressId, postal, first, first, 1));
    return next(
        next,
        defaultShipping ? Optional.of(addressId) : holder(next, Address::defaultShipping),
        defaultBilling ? Optional.of(addressId) : holder(next, Address::defaultBilling));
  }

  /**
   * The book with other contents of an address. Where these make it a default, another ceases to
   * be; the book itself when nothing changes.
   *
   * @throws dev.souk.kit.error.ApiException {@code RESOURCE_NOT_FOUND}
   */
  AddressBook changing(
      String addressId, PostalAddress postal, boolean makeShipping, boolean makeBilling) {
    Address before = get(addressId);
    List<Address> next = new ArrayList<>(addresses);
    next.replaceAll(address ->
        address.equals(before)
            ? before.changed(postal, before.defaultShipping(), before.defaultBilling())
            : address);
    return next(
        next,
        makeShipping ? Optional.of(addressId) : holder(next, Address::defaultShipping),
        makeBilling ? Optional.of(addressId) : holder(next, Address::defaultBilling));
  }

  /**
   * The book without the address. What it was the default for, the oldest one is then.
   *
   * @throws dev.souk.kit.error.ApiException {@code RESOURCE_NOT_FOUND}
   */
  AddressBook removing(String addressId) {
    List<Address> next = new ArrayList<>(addresses);
    next.remove(get(addressId));
    return next(
        next, holder(next, Address::defaultShipping), holder(next, Address::defaultBilling));
  }

  private AddressBook next(
      List<Address> next, Optional<String> shipping, Optional<String> billing) {
    List<Address> settled =
        next.stream()
            .map(address ->
                address.changed(
                    address.postal(),
                    shipping.equals(Optional.of(address.id())),
                    billing.equals(Optional.of(address.id()))))
            .toList();
    return settled.equals(addresses) ? this : new AddressBook(userId, settled, version + 1);
  }

  /** The id of the address that is the default, else of the oldest. */
  private static Optional<String> holder(List<Address> addresses, Predicate<Address> isDefault) {
    return addresses.stream()
        .filter(isDefault)
        .findFirst()
        .or(() -> addresses.stream().findFirst())
        .map(Address::id);
  }
}
