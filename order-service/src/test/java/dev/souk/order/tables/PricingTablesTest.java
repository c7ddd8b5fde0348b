package dev.souk.order.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.config.ConfigException;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.money.Amount;
import dev.souk.order.pricing.Basket;
import dev.souk.order.pricing.BasketLine;
import dev.souk.order.pricing.Place;
import dev.souk.order.pricing.Pricing;
import dev.souk.order.pricing.Quote;
import dev.souk.order.pricing.ShippingOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tables that come with the service say, and what no file may say. */
class PricingTablesTest {
  private static final Instant MONDAY_MORNING = Instant.parse("2026-11-23T09:00:00Z");

  private final Pricing pricing = PricingTables.load(Optional.empty());
  @TempDir private Path folder;

  private Quote quote(String currency, long price, String country, String region, String method) {
    return quote(currency, price, country, region, method, MONDAY_MORNING);
  }

  private Quote quote(
      String currency, long price, String country, String region, String method, Instant now) {
    BasketLine line = new BasketLine("HAT", "prd_1", "Hat", 1, new Amount(currency, price));
    return pricing.price(
        new Basket(List.of(line), new Place(country, region), method, List.of()), now);
  }

  @Test
  @DisplayName("67: at home the usual way is free, and prices contain the tax")
  void at_home() {
    Quote quote = quote("GBP", 1999, "GB", "", "");
    assertThat(quote.total()).isEqualTo(new Amount("GBP", 1999));
    assertThat(quote.totals().tax()).isEqualTo(new Amount("GBP", 333));
    assertThat(quote.taxIncluded()).isTrue();
    assertThat(quote("GBP", 1999, "GB", "", "express").totals())
        .satisfies(totals -> {
          assertThat(totals.shipping()).isEqualTo(new Amount("GBP", 695));
          assertThat(totals.tax()).isEqualTo(new Amount("GBP", 333 + 116));
          assertThat(totals.total()).isEqualTo(new Amount("GBP", 2694));
        });
    assertThat(quote.shippingOptions())
        .extracting(option -> option.rate().method())
        .containsExactly("standard", "express");
  }

  @ParameterizedTest
  @CsvSource({
    // 1000 x 7.25 % = 72.5, and 1595 x 7.25 % = 115.6
    "USD, 1000, US, CA, 73, 116, 2784",
    "USD, 1000, US, california, 73, 116, 2784",
    "USD, 1000, US, OR, 0, 0, 2595",
    // 1000 x 14.975 % = 149.75, and 2195 x 14.975 % = 328.7
    "CAD, 1000, CA, QC, 150, 329, 3674",
  })
  @DisplayName("72: in the US and in Canada the region's tax comes on top of the prices")
  void tax_on_top(
      String currency,
      long price,
      String country,
      String region,
      long lineTax,
      long shippingTax,
      long total) {
    Quote quote = quote(currency, price, country, region, "standard");
    assertThat(quote.taxIncluded()).isFalse();
    assertThat(quote.lines().getFirst().tax().minorUnits()).isEqualTo(lineTax);
    assertThat(quote.shipping().tax().minorUnits()).isEqualTo(shippingTax);
    assertThat(quote.total().minorUnits()).isEqualTo(total);
  }

  @ParameterizedTest
  @CsvSource({"JPY, 1980, JP, 2400, 180", "JOD, 12345, JO, 11500, 1703", "EUR, 1190, DE, 895, 190"})
  @DisplayName("67: every currency has the decimals that ISO 4217 gives it")
  void exponents(String currency, long price, String country, long shipping, long tax) {
    Quote quote = quote(currency, price, country, "", "standard");
    assertThat(quote.totals().shipping().minorUnits()).isEqualTo(shipping);
    assertThat(quote.lines().getFirst().tax().minorUnits()).isEqualTo(tax);
    assertThat(quote.total().minorUnits()).isEqualTo(price + shipping);
  }

  @ParameterizedTest
  @CsvSource({"GBP, GB, drone", "GBP, BR, express", "SEK, SE, standard"})
  void what_is_not_sent_is_refused(String currency, String country, String method) {
    assertThatThrownBy(() -> quote(currency, 100, country, "", method))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.reason()).isEqualTo("SHIPPING_UNAVAILABLE"));
  }

  @Test
  void a_region_that_taxes_depend_on_must_be_one() {
    assertThatThrownBy(() -> quote("USD", 100, "US", "Atlantis", ""))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("shippingAddress.region");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T09:00:00Z, GB, express, 2026-11-24, 2026-11-24",
    // Past the cut-off of 15:00 in London.
    "2026-11-23T15:00:00Z, GB, express, 2026-11-25, 2026-11-25",
    // In summer the cut-off is an hour earlier by UTC.
    "2027-06-01T14:00:00Z, GB, express, 2027-06-03, 2027-06-03",
    // A Friday afternoon: leaves on Monday.
    "2026-11-27T16:00:00Z, GB, standard, 2026-12-02, 2026-12-04",
    // Christmas: leaves on the 24th, the 25th and the Monday are holidays.
    "2026-12-24T09:00:00Z, GB, standard, 2026-12-30, 2027-01-04",
    // Good Friday to Easter Monday.
    "2027-03-25T16:00:00Z, GB, express, 2027-03-31, 2027-03-31",
    // Fridays and Saturdays are the weekend in Jordan.
    "2026-11-24T09:00:00Z, JO, express, 2026-11-29, 2026-12-01",
  })
  @DisplayName("79: delivery is estimated in business days")
  void delivery(Instant now, String country, String method, String earliest, String latest) {
    String currency = country.equals("JO") ? "JOD" : "GBP";
    ShippingOption option = quote(currency, 100, country, "", method, now).shipping().option();
    assertThat(option.window().earliest()).hasToString(earliest);
    assertThat(option.window().latest()).hasToString(latest);
  }

  @Test
  @DisplayName("72: a product of another tax class has that class's rate")
  void tax_classes() throws IOException {
    Path file = folder.resolve("tables.json");
    Files.writeString(
        file, standard().replace("\"products\": {}", "\"products\": {\"prd_1\": \"zero\"}"));
    BasketLine book = new BasketLine("BOOK", "prd_1", "Book", 1, new Amount("GBP", 1200));
    BasketLine hat = new BasketLine("HAT", "prd_2", "Hat", 1, new Amount("GBP", 1200));
    Quote quote =
        PricingTables.load(Optional.of(file))
            .price(
                new Basket(List.of(book, hat), new Place("GB", ""), "", List.of()), MONDAY_MORNING);
    assertThat(quote.lines()).extracting(line -> line.tax().minorUnits()).containsExactly(0L, 200L);
    assertThat(quote.taxes())
        .extracting(tax -> tax.rate().percent().text())
        .containsExactly("20", "0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"standard\": \"20\"|\"standard\": \"-20\"|tax.countries.GB.rates.standard",
        "\"standard\": \"20\"|\"standard\": \"a lot\"|must be a percentage such as 14.975, not \"a"
            + " lot\"",
        "\"standard\": \"20\", \"reduced\"|\"reduced\"|standard is missing",
        "\"GB\": {\"name\"|\"XX\": {\"name\"|\"XX\" is no ISO 3166-1 alpha-2 code",
        "\"NY\": {\"name\": \"New York\"|\"NY\": {\"name\": \"texas\"|another region's",
        "\"JPY\": \"1500\"|\"JPY\": \"15.5\"|the decimals that ISO 4217 gives",
        "\"GBP\": \"6.95\"|\"GBP\": \"-6.95\"|prices.GBP",
        "\"GBP\": \"6.95\"|\"GPB\": \"6.95\"|prices.GPB",
        "\"free\": true,|\"free\": false,|needs either free or prices",
        "\"days\": [2, 4]|\"days\": [4, 2]|least and the most business days",
        "\"method\": \"express\"|\"method\": \"standard\"|is there twice",
        "\"cutOff\": \"15:00\"|\"cutOff\": \"3 pm\"|must be a time such as 15:00",
        "Europe/London|Europe/Lundon|must be a time zone",
        "\"--07-04\"|\"--13-04\"|must be a day of every year",
        "\"2026-01-01\"|\"2026-02-30\"|must be a day such as",
        "[\"FRIDAY\", \"SATURDAY\"]|[\"FREITAG\"]|must be a weekday",
        "\"products\": {}|\"produce\": {}|Unrecognized field \"produce\"",
        "\"cutOff\": \"15:00\",||cutOff",
      })
  @DisplayName("72: a wrong file is named at start, with the place and what is wrong")
  void wrong_files(String right, String wrong, String problem) throws IOException {
    Path file = folder.resolve("tables.json");
    Files.writeString(file, standard().replaceFirst(quoted(right), wrong == null ? "" : wrong));
    assertThatThrownBy(() -> PricingTables.load(Optional.of(file)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(problem);
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> PricingTables.load(Optional.of(folder.resolve("none.json"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.json");
  }

  private static String quoted(String text) {
    return java.util.regex.Pattern.quote(text);
  }

  private static String standard() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(PricingTables.class.getResourceAsStream("/pricing/tables.json"))) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
