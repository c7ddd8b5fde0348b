package dev.souk.order.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables that come with the service say where their figures are from. */
class PricingSourcesTest {
  private static JsonNode tables;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream file = PricingTables.class.getResourceAsStream("/pricing/tables.json")) {
      tables = new ObjectMapper().readTree(file);
    }
  }

  @Test
  void every_tax_has_a_source() {
    Set<String> countries = names("/tax/countries");
    Set<String> named = new HashSet<>(countries);
    named.removeAll(eu());
    named.add("EU");
    named.add("elsewhere");
    assertThat(countries).containsAll(eu());
    assertThat(names("/tax/sources")).isEqualTo(named);
  }

  /** The countries of the zone that the union is for shipping. */
  private static Set<String> eu() {
    JsonNode zone = tables.at("/shipping/methods/0/zones/1/countries");
    Set<String> codes = new HashSet<>();
    zone.forEach(code -> codes.add(code.asText()));
    assertThat(codes).hasSize(27);
    return codes;
  }

  @Test
  void every_way_to_send_has_a_source() {
    Set<String> methods = new HashSet<>();
    StreamSupport.stream(tables.at("/shipping/methods").spliterator(), false)
        .forEach(method -> methods.add(method.path("method").asText()));
    assertThat(names("/shipping/sources")).isEqualTo(methods);
  }

  @Test
  void every_calendar_has_a_source() {
    Set<String> named = new HashSet<>(names("/delivery/calendars"));
    named.add("cutOff");
    named.add("elsewhere");
    assertThat(names("/delivery/sources")).isEqualTo(named);
  }

  private static Set<String> names(String pointer) {
    Set<String> names = new HashSet<>();
    tables.at(pointer).fieldNames().forEachRemaining(names::add);
    return names;
  }
}
