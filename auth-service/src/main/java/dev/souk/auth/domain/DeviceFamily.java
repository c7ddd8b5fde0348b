package dev.souk.auth.domain;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kind of device signs in, as far as its user agent tells: the program and the system, without
 * versions, so that an update makes no new device.
 *
 * @param program such as {@code Firefox}, or empty
 * @param system such as {@code Android}, or empty
 * @param known whether both names are from the lists here, not from the client
 */
record DeviceFamily(String program, String system, boolean known) {
  /** The name in a user agent, the first that fits: many call themselves by others' names too. */
  private static final List<Map.Entry<String, String>> BROWSERS =
      List.of(
          Map.entry("Edg", "Edge"),
          Map.entry("OPR/", "Opera"),
          Map.entry("SamsungBrowser/", "Samsung Internet"),
          Map.entry("Firefox/", "Firefox"),
          Map.entry("FxiOS/", "Firefox"),
          Map.entry("CriOS/", "Chrome"),
          Map.entry("Chrome/", "Chrome"),
          Map.entry("Safari/", "Safari"));

  private static final List<Map.Entry<String, String>> SYSTEMS =
      List.of(
          Map.entry("Android", "Android"),
          Map.entry("iPhone", "iOS"),
          Map.entry("iPad", "iPadOS"),
          Map.entry("Windows", "Windows"),
          Map.entry("Macintosh", "macOS"),
          Map.entry("CrOS", "ChromeOS"),
          Map.entry("Linux", "Linux"));

  private static final Pattern PRODUCT = Pattern.compile("[A-Za-z0-9._-]{1,32}");

  static DeviceFamily of(String userAgent) {
    String system = named(SYSTEMS, userAgent);
    String browser = named(BROWSERS, userAgent);
    if (!browser.isEmpty()) {
      return new DeviceFamily(browser, system, true);
    }
    Matcher product = PRODUCT.matcher(userAgent);
    return new DeviceFamily(product.lookingAt() ? product.group() : "", system, false);
  }

  private static String named(List<Map.Entry<String, String>> names, String userAgent) {
    return names.stream()
        .filter(name -> userAgent.contains(name.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** In words of the shop's own: nothing that the client said. */
  String text() {
    String shown = known ? program : "An app";
    return system.isEmpty() ? shown : shown + " on " + system;
  }
}
