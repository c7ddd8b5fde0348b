package dev.souk.order.domain;

/** Where a buyer wants an order to go. */
public sealed interface Destination {

  /** An address that the buyer wrote out. */
  record Written(Address address) implements Destination {}

  /** An entry of the buyer's address book. */
  record Saved(String addressId) implements Destination {}
}
