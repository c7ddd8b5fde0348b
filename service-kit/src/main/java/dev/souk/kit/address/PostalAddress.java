package dev.souk.kit.address;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where mail goes, without surrounding space. Parts that are absent are empty.
 *
 * @param recipient person or company, 1 to 200 characters
 * @param line1 street and number, 1 to 200 characters
 * @param line2 second line, at most 200 characters
 * @param city city or town, 1 to 100 characters
 * @param region state, province or county, at most 100 characters
 * @param postalCode postal code in upper case, at most 20 characters
 * @param countryCode ISO 3166-1 alpha-2
 * @param phone E.164
 */
public record PostalAddress(
    String recipient,
    String line1,
    String line2,
    String city,
    String region,
    String postalCode,
    String countryCode,
    String phone) {

  /** Strips surrounding space. */
  public PostalAddress {
    recipient = recipient.strip();
    line1 = line1.strip();
    line2 = line2.strip();
    city = city.strip();
    region = region.strip();
    postalCode = postalCode.strip().toUpperCase(Locale.ROOT);
    countryCode = countryCode.strip();
    phone = phone.strip();
  }

  /** The names of the parts with control characters. */
  List<String> unprintableParts() {
    return Map.of(
            "recipient", recipient,
            "line1", line1,
            "line2", line2,
            "city", city,
            "region", region,
            "postalCode", postalCode,
            "countryCode", countryCode,
            "phone", phone)
        .entrySet()
        .stream()
        .filter(part -> part.getValue().codePoints().anyMatch(Character::isISOControl))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Leaves out where somebody lives. */
  @Override
  public String toString() {
    return "PostalAddress[" + countryCode + ']';
  }
}
