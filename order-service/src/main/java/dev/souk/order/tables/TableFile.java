package dev.souk.order.tables;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;

/**
 * The file of tables, as it is written. Percentages and prices are text, so that no number loses
 * digits; the README of the module describes it.
 */
record TableFile(
    @JsonProperty(required = true) Tax tax,
    @JsonProperty(required = true) Shipping shipping,
    @JsonProperty(required = true) Delivery delivery) {

  /**
   * What is taxed: by country, and the tax class of products that are not of the standard one.
   *
   * @param sources where the figures are from, for people; by country, or EU for its members
   */
  record Tax(
      @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> sources,
      @JsonProperty(required = true) Map<String, Country> countries,
      @JsonProperty(required = true) Country elsewhere,
      @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> products) {}

  /** The taxes of a country: percentages by tax class. */
  record Country(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) boolean included,
      @JsonProperty(required = true) Map<String, String> rates,
      @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Region> regions) {}

  /** A region with taxes of its own. */
  record Region(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) Map<String, String> rates) {}

  /**
   * The ways to send, the usual one first.
   *
   * @param sources where the figures are from, for people; by method
   */
  record Shipping(
      @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> sources,
      @JsonProperty(required = true) List<Method> methods) {}

  /** A way to send; the first zone that has the country counts. */
  record Method(
      @JsonProperty(required = true) String method,
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) List<Zone> zones) {}

  /** Countries, or * for all others; free, or a price by currency; least and most days. */
  record Zone(
      @JsonProperty(required = true) List<String> countries,
      boolean free,
      @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> prices,
      @JsonProperty(required = true) List<Integer> days) {}

  /**
   * Where parcels leave, until when they leave the same day, and when nobody works.
   *
   * @param sources where the figures are from, for people; by calendar, and for cutOff
   */
  record Delivery(
      @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> sources,
      @JsonProperty(required = true) String origin,
      @JsonProperty(required = true) String timeZone,
      @JsonProperty(required = true) String cutOff,
      @JsonProperty(required = true) Map<String, Calendar> calendars,
      @JsonProperty(required = true) Calendar elsewhere) {}

  /** Days of the week, and holidays as 2026-04-03 or, every year, --12-25. */
  record Calendar(
      @JsonProperty(required = true) List<String> weekend,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> holidays) {}
}
