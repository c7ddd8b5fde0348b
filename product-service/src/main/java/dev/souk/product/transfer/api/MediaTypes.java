package dev.souk.product.transfer.api;

import dev.souk.kit.error.Errors;
import dev.souk.product.transfer.domain.FileFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The media types of files with products (CSV: RFC 4180, section 3). */
final class MediaTypes {
  private static final Pattern FORM =
      Pattern.compile("\\s*([^;\\s]+)\\s*(?:;\\s*charset\\s*=\\s*\"?([^\";\\s]+)\"?\\s*)?");

  private MediaTypes() {}

  /**
   * The format of a file; fails with {@code INVALID_FIELD} for any but UTF-8 CSV and JSON lines.
   */
  static FileFormat format(String contentType) {
    Matcher parts = FORM.matcher(contentType.toLowerCase(Locale.ROOT));
    if (!parts.matches() || (parts.group(2) != null && !parts.group(2).equals("utf-8"))) {
      throw unsupported();
    }
    return switch (parts.group(1)) {
      case "text/csv" -> FileFormat.CSV;
      case "application/x-ndjson" -> FileFormat.JSON_LINES;
      default -> throw unsupported();
    };
  }

  /** Without a charset, which the gateway would not pass on: UTF-8 is the default (RFC 7111). */
  static String of(FileFormat format) {
    return switch (format) {
      case CSV -> "text/csv";
      case JSON_LINES -> "application/x-ndjson";
    };
  }

  private static RuntimeException unsupported() {
    return Errors.invalid("file.contentType", "must be text/csv or application/x-ndjson, in UTF-8");
  }
}
