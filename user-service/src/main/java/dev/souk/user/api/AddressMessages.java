package dev.souk.user.api;

import com.google.protobuf.FieldMask;
import dev.souk.kit.address.PostalAddress;
import dev.souk.user.domain.Address;
import dev.souk.user.domain.AddressChange;
import dev.souk.user.v1.UpdateAddressRequest;
import java.util.Optional;
import java.util.Set;

/** Addresses and changes of them as messages. */
final class AddressMessages {
  private static final String DEFAULT_SHIPPING = "default_shipping";
  private static final String DEFAULT_BILLING = "default_billing";
  private static final Set<String> CHANGEABLE =
      Set.of(
          "recipient",
          "line1",
          "line2",
          "city",
          "region",
          "postal_code",
          "country_code",
          "phone",
          DEFAULT_SHIPPING,
          DEFAULT_BILLING);
  private static final Set<String> OUTPUT_ONLY = Set.of("address_id", "etag");

  private AddressMessages() {}

  static dev.souk.user.v1.Address message(Address address) {
    return put(address.postal())
        .setAddressId(address.id())
        .setDefaultShipping(address.defaultShipping())
        .setDefaultBilling(address.defaultBilling())
        .setEtag(address.etag())
        .build();
  }

  static PostalAddress postal(dev.souk.user.v1.AddressOrBuilder message) {
    return new PostalAddress(
        message.getRecipient(),
        message.getLine1(),
        message.getLine2(),
        message.getCity(),
        message.getRegion(),
        message.getPostalCode(),
        message.getCountryCode(),
        message.getPhone());
  }

  /** The change that the request asks for; fields outside its mask do not matter. */
  static AddressChange change(UpdateAddressRequest request, String userId) {
    dev.souk.user.v1.Address sent = request.getAddress();
    FieldMask mask =
        Masks.changeable(
            request.getUpdateMask(), sent.getDescriptorForType(), CHANGEABLE, OUTPUT_ONLY);
    return new AddressChange(
        userId,
        sent.getAddressId(),
        postal -> edited(postal, mask, sent),
        flag(mask, DEFAULT_SHIPPING, sent.getDefaultShipping()),
        flag(mask, DEFAULT_BILLING, sent.getDefaultBilling()),
        etag(sent.getEtag()));
  }

  static Optional<String> etag(String sent) {
    return Optional.of(sent).filter(etag -> !etag.isEmpty());
  }

  private static Optional<Boolean> flag(FieldMask mask, String path, boolean sent) {
    return mask.getPathsList().contains(path) ? Optional.of(sent) : Optional.empty();
  }

  private static PostalAddress edited(
      PostalAddress postal, FieldMask mask, dev.souk.user.v1.Address sent) {
    dev.souk.user.v1.Address.Builder message = put(postal);
    Masks.merge(mask, sent, message);
    return postal(message);
  }

  private static dev.souk.user.v1.Address.Builder put(PostalAddress postal) {
    return dev.souk.user.v1.Address.newBuilder()
        .setRecipient(postal.recipient())
        .setLine1(postal.line1())
        .setLine2(postal.line2())
        .setCity(postal.city())
        .setRegion(postal.region())
        .setPostalCode(postal.postalCode())
        .setCountryCode(postal.countryCode())
        .setPhone(postal.phone());
  }
}
