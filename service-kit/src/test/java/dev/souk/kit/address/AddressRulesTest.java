package dev.souk.kit.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.FieldViolation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRulesTest {
  private final AddressRules rules = AddressRules.standard();

  private List<String> wrong(String country, String region, String postalCode) {
    PostalAddress address =
        new PostalAddress("Ada", "1 Main Street", "", "Town", region, postalCode, country, "");
    return rules.violations(address, "address").stream()
        .map(FieldViolation::field)
        .map(field -> field.substring("address.".length()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "GB, '', SW1Y 4JH",
    "GB, '', sw1y4jh",
    "GB, '', M1 1AE",
    "GB, '', EC1A 1BB",
    "GB, '', BFPO 61",
    "US, NY, 10118",
    "US, NY, 10118-0110",
    "CA, ON, K1A 0B1",
    "CA, QC, h3z2y7",
    "AU, NSW, 2000",
    "DE, '', 10115",
    "FR, '', 75008",
    "NL, '', 1012 AB",
    "PL, '', 00-950",
    "PT, '', 1250-096",
    "JP, Tokyo, 154-0023",
    "BR, SP, 01310-100",
    "IT, RM, 00144",
    "SE, '', 114 55",
    "IE, '', ''",
    "IE, '', D02 AF30",
    "IE, '', ''",
    "HK, '', ''",
    "AE, '', ''"
  })
  void these_pass(String country, String region, String postalCode) {
    assertThat(wrong(country, region, postalCode)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "US, '', 10118, region",
    "CA, '', K1A 0B1, region",
    "AU, '', 2000, region",
    "US, NY, '', postalCode",
    "US, NY, 1011, postalCode",
    "US, NY, 101180, postalCode",
    "US, NY, \uff11\uff10\uff11\uff11\uff18, postalCode",
    "CA, ON, D1A 0B1, postalCode",
    "GB, '', 10118, postalCode",
    "GB, '', '', postalCode",
    "DE, '', D-10115, postalCode",
    "DE, '', ABCDE, postalCode",
    "IE, '', 1234, postalCode",
    "ZZ, '', 1234, countryCode",
    "EU, '', 1234, countryCode"
  })
  void these_do_not(String country, String region, String postalCode, String field) {
    assertThat(wrong(country, region, postalCode)).containsExactly(field);
  }
}
