package dev.souk.order.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.souk.order.domain.Address;

/** Addresses as the JSON that they are stored as. */
final class AddressJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AddressJson() {}

  static String write(Address address) {
    try {
      return JSON.writeValueAsString(address);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an address has no JSON", e);
    }
  }

  static Address read(String json) {
    try {
      return JSON.readValue(json, Address.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored address is not readable", e);
    }
  }
}
