package dev.souk.order.domain;

/** The buyers' address books, as checkout sees them. */
@FunctionalInterface
public interface AddressBooks {
  /**
   * The entry as it is now.
   *
   * @throws dev.souk.kit.error.ApiException {@code RESOURCE_NOT_FOUND} when it is not in the user's
   *     book
   */
  Address read(String userId, String addressId);
}
