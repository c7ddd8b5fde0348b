package dev.souk.bench;

import java.util.Locale;

/** What a run prints. */
final class Report {
  private Report() {}

  @com.google.errorprone.annotations.FormatMethod
  static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
