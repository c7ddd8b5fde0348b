package dev.souk.kit.address;

import dev.souk.kit.error.Errors;
import dev.souk.kit.error.FieldViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which addresses mail can go to, as far as that can be told without asking the carrier. */
public final class AddressRules {
  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

  /** ITU-T E.164, section 6. */
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private final CountryFormats formats;

  private AddressRules(CountryFormats formats) {
    this.formats = formats;
  }

  /** The rules with the table of countries that comes with them. */
  public static AddressRules standard() {
    return new AddressRules(CountryFormats.standard());
  }

  /**
   * Lets the address pass.
   *
   * @param path where it is in the request, such as {@code address}
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} naming every wrong field
   */
  public void verify(PostalAddress address, String path) {
    List<FieldViolation> violations = violations(address, path);
    if (!violations.isEmpty()) {
      throw Errors.invalid(violations);
    }
  }

  /** Every field that is wrong; none for an address that passes. */
  public List<FieldViolation> violations(PostalAddress address, String path) {
    Violations violations = new Violations(path);
    violations.require("recipient", address.recipient());
    violations.require("line1", address.line1());
    violations.require("city", address.city());
    violations.addUnless(
        COUNTRIES.contains(address.countryCode()),
        "countryCode",
        "must be an ISO 3166-1 alpha-2 code, such as GB");
    violations.addUnless(
        address.phone().isEmpty() || E164.matcher(address.phone()).matches(),
        "phone",
        "must be in E.164 form, such as +442071838750");
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
    private final String path;

    private Violations(String path) {
      this.path = path;
    }

    private void require(String part, String value) {
      addUnless(!value.isEmpty(), part, "must not be empty");
    }

    private void addUnless(boolean holds, String part, String rule) {
      if (!holds) {
        add(part, rule);
      }
    }

    private void add(String part, String rule) {
      found.add(new FieldViolation(path + "." + part, rule));
    }
  }
}
