package dev.souk.user.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.error.FieldViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which addresses mail can go to, as far as that can be told without asking the carrier. */
public final class AddressRules {
  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

  private final CountryFormats formats;

  private AddressRules(CountryFormats formats) {
    this.formats = formats;
  }

  /** The rules with the table of countries that comes with the service. */
  public static AddressRules standard() {
    return new AddressRules(CountryFormats.standard());
  }

  /**
   * Lets the address pass.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} naming every wrong field
   */
  public void verify(PostalAddress address) {
    List<FieldViolation> violations = violations(address);
    if (!violations.isEmpty()) {
      throw Errors.invalid(violations);
    }
  }

  List<FieldViolation> violations(PostalAddress address) {
    Violations violations = new Violations();
    violations.require("recipient", address.recipient());
    violations.require("line1", address.line1());
    violations.require("city", address.city());
    violations.addUnless(
        COUNTRIES.contains(address.countryCode()),
        "countryCode",
        "must be an ISO 3166-1 alpha-2 code, such as GB");
    violations.addUnless(
        address.phone().isEmpty() || PhoneNumber.isValid(address.phone()),
        "phone",
        PhoneNumber.RULE);
    address
        .unprintableParts()
        .forEach(part -> violations.add(part, "must not have control characters"));
    formats.of(address.countryCode()).ifPresent(format -> verify(format, address, violations));
    return violations.found;
  }

  private static void verify(
      CountryFormats.Format format, PostalAddress address, Violations violations) {
    if (format.regionRequired()) {
      violations.require("region", address.region());
    }
    String code = address.postalCode();
    boolean absent = code.isEmpty() && !format.postalCodeRequired();
    violations.addUnless(
        absent || format.takesPostalCode(code),
        "postalCode",
        "must be one of " + address.countryCode());
  }

  /** Gathers what is wrong. */
  private static final class Violations {
    private final List<FieldViolation> found = new ArrayList<>();

    private void require(String part, String value) {
      addUnless(!value.isEmpty(), part, "must not be empty");
    }

    private void addUnless(boolean holds, String part, String rule) {
      if (!holds) {
        add(part, rule);
      }
    }

    private void add(String part, String rule) {
      found.add(new FieldViolation("address." + part, rule));
    }
  }
}
