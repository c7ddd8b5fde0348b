package dev.souk.order.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.souk.kit.config.ConfigException;
import dev.souk.order.pricing.Pricing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the file of tables, and makes pricing of it. */
public final class PricingTables {
  private static final String STANDARD = "/pricing/tables.json";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PricingTables() {}

  /**
   * Pricing by the file, or by the tables that come with the service.
   *
   * @throws ConfigException naming everything that is wrong with the file
   */
  public static Pricing load(Optional<Path> file) {
    return file.map(PricingTables::of).orElseGet(PricingTables::standard);
  }

  private static Pricing of(Path file) {
    try {
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ConfigException(List.of(file + " cannot be read: " + e));
    }
  }

  private static Pricing standard() {
    try (InputStream table = PricingTables.class.getResourceAsStream(STANDARD)) {
      if (table == null) {
        throw new IllegalStateException(STANDARD + " is not on the classpath");
      }
      return parse(STANDARD, table.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + STANDARD, e);
    }
  }

  static Pricing parse(String name, byte[] json) {
    Problems problems = new Problems(name);
    TableFile file = read(json, problems);
    TableTaxes taxes = TableTaxes.of(file.tax(), problems);
    TableShipping shipping = TableShipping.of(file.shipping(), problems);
    BusinessDays estimates = BusinessDays.of(file.delivery(), problems);
    problems.check();
    return new Pricing(taxes, shipping, estimates);
  }

  private static TableFile read(byte[] json, Problems problems) {
    try {
      return JSON.readValue(json, TableFile.class);
    } catch (JsonProcessingException e) {
      problems.add("line " + e.getLocation().getLineNr(), e.getOriginalMessage());
    } catch (IOException e) {
      problems.add("file", e.toString());
    }
    throw problems.exception();
  }
}
