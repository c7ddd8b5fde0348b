package dev.souk.order.tables;

import dev.souk.order.pricing.DeliveryEstimates;
import dev.souk.order.pricing.DeliveryWindow;
import dev.souk.order.pricing.Place;
import dev.souk.order.pricing.ShippingRate;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts business days: an order leaves on the first day that its origin works on, the day itself
 * before the cut-off, and is so many days on its way on which the destination works.
 */
final class BusinessDays implements DeliveryEstimates {
  private final String origin;
  private final ZoneId timeZone;
  private final LocalTime cutOff;
  private final Map<String, Calendar> calendars;
  private final Calendar elsewhere;

  private BusinessDays(
      String origin,
      ZoneId timeZone,
      LocalTime cutOff,
      Map<String, Calendar> calendars,
      Calendar elsewhere) {
    this.origin = origin;
    this.timeZone = timeZone;
    this.cutOff = cutOff;
    this.calendars = Map.copyOf(calendars);
    this.elsewhere = elsewhere;
  }

  /** When nobody works. */
  private record Calendar(
      Set<DayOfWeek> weekend, Set<LocalDate> holidays, Set<MonthDay> yearlyHolidays) {

    boolean works(LocalDate day) {
      return !weekend.contains(day.getDayOfWeek())
          && !holidays.contains(day)
          && !yearlyHolidays.contains(MonthDay.from(day));
    }

    LocalDate firstFrom(LocalDate day) {
      LocalDate candidate = day;
      while (!works(candidate)) {
        candidate = candidate.plusDays(1);
      }
      return candidate;
    }

    LocalDate after(LocalDate day, int businessDays) {
      LocalDate reached = day;
      for (int i = 0; i < businessDays; i++) {
        reached = firstFrom(reached.plusDays(1));
      }
      return reached;
    }
  }

  static BusinessDays of(TableFile.Delivery file, Problems problems) {
    problems.requireCountry("delivery.origin", file.origin());
    Map<String, Calendar> calendars = new HashMap<>();
    file.calendars()
        .forEach((country, calendar) -> {
          String where = "delivery.calendars." + country;
          problems.requireCountry(where, country);
          calendars.put(country, calendar(where, calendar, problems));
        });
    return new BusinessDays(
        file.origin(),
        problems.parsed(
            "delivery.timeZone", file.timeZone(), ZoneOffset.UTC, ZoneId::of, "a time zone"),
        problems.parsed(
            "delivery.cutOff",
            file.cutOff(),
            LocalTime.NOON,
            LocalTime::parse,
            "a time such as 15:00"),
        calendars,
        calendar("delivery.elsewhere", file.elsewhere(), problems));
  }

  private static Calendar calendar(String where, TableFile.Calendar file, Problems problems) {
    Set<DayOfWeek> weekend = EnumSet.noneOf(DayOfWeek.class);
    file.weekend()
        .forEach(day ->
            weekend.add(
                problems.parsed(
                    where + ".weekend", day, DayOfWeek.SUNDAY, DayOfWeek::valueOf, "a weekday")));
    problems.addUnless(weekend.size() < 7, where + ".weekend", "leaves no day to work on");
    Set<LocalDate> holidays = new HashSet<>();
    Set<MonthDay> yearly = new HashSet<>();
    for (String holiday : file.holidays()) {
      if (holiday.startsWith("--")) {
        yearly.add(
            problems.parsed(
                where + ".holidays",
                holiday,
                MonthDay.of(1, 1),
                MonthDay::parse,
                "a day of every year such as --12-25"));
      } else {
        holidays.add(
            problems.parsed(
                where + ".holidays",
                holiday,
                LocalDate.EPOCH,
                LocalDate::parse,
                "a day such as 2026-04-03"));
      }
    }
    problems.addUnless(yearly.size() < 180, where + ".holidays", "leaves few days to work on");
    return new Calendar(Set.copyOf(weekend), Set.copyOf(holidays), Set.copyOf(yearly));
  }

  @Override
  public DeliveryWindow of(Instant now, Place place, ShippingRate rate) {
    ZonedDateTime ordered = now.atZone(timeZone);
    LocalDate ready =
        ordered.toLocalTime().isBefore(cutOff)
            ? ordered.toLocalDate()
            : ordered.toLocalDate().plusDays(1);
    LocalDate leaves = calendar(origin).firstFrom(ready);
    Calendar destination = calendar(place.countryCode());
    return new DeliveryWindow(
        destination.after(leaves, rate.minDays()), destination.after(leaves, rate.maxDays()));
  }

  private Calendar calendar(String country) {
    return calendars.getOrDefault(country, elsewhere);
  }
}
