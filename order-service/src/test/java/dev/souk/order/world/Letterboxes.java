package dev.souk.order.world;

import dev.souk.kit.error.Errors;
import dev.souk.type.v1.PostalAddress;
import dev.souk.user.v1.Address;
import dev.souk.user.v1.LookupAddressRequest;
import java.util.HashMap;
import java.util.Map;

/** Address books, as user-service keeps them. */
public final class Letterboxes {
  private final Map<String, Address> addresses = new HashMap<>();

  /** Writes an entry into a user's book, or over the one with the id. */
  public synchronized void put(String userId, String addressId, PostalAddress address) {
    addresses.put(
        userId + '/' + addressId,
        Address.newBuilder()
            .setAddressId(addressId)
            .setRecipient(address.getRecipient())
            .setLine1(address.getLine1())
            .setLine2(address.getLine2())
            .setCity(address.getCity())
            .setRegion(address.getRegion())
            .setPostalCode(address.getPostalCode())
            .setCountryCode(address.getCountryCode())
            .setPhone(address.getPhone())
            .build());
  }

  synchronized Address lookup(LookupAddressRequest request) {
    Address found = addresses.get(request.getUserId() + '/' + request.getAddressId());
    if (found == null) {
      throw Errors.notFound("address", request.getAddressId());
    }
    return found;
  }
}
