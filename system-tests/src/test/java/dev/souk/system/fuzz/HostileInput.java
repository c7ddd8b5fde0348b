package dev.souk.system.fuzz;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests that look right in part: paths, queries, headers and JSON, the same for one seed. */
public final class HostileInput {
  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");
  private static final int MAX_DEPTH = 4;

  private static final List<String> SEGMENTS =
      List.of(
          "prd_01jd3v0000e0008000000000zz",
          "TEST-1",
          "%00",
          "%2e%2e",
          "%2F..%2F",
          "%F0%9F%92%A5",
          "%ff%fe",
          "%27%20OR%201%3D1--",
          "$ne",
          "*",
          "x:cancel",
          "-1",
          "a".repeat(3_000));

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1e400",
          "0.1",
          "9223372036854775808",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"NaN\"",
          "\"{{7*7}}${jndi:ldap://x}\"",
          "\"' OR '1'='1\"",
          "\"\uD83D\uDCA5\"",
          "\"2026-13-45T99:99:99Z\"",
          "\"" + "a".repeat(20_000) + "\"",
          "[]",
          "{}",
          "[[[[[[]]]]]]",
          "{\"$gt\": \"\"}",
          "[null]");

  private static final List<String> QUERIES =
      List.of(
          "",
          "?pageSize=-1",
          "?pageSize=99999999999",
          "?pageSize=1&pageSize=2",
          "?pageToken=%00",
          "?pageToken=AAAA",
          "?unknown=1",
          "?status=PRODUCT_STATUS_DRAFT&sellerId=%27",
          "?updateMask=password_hash,roles",
          "?=&&==",
          "?" + "a".repeat(5_000) + "=1");

  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "Content-Type", List.of("text/plain", "application/grpc", "application/json; charset=x"),
          "Idempotency-Key", List.of("k", "k".repeat(300), "a b"),
          "traceparent", List.of("00-0-0-00", "x".repeat(2_000)),
          "X-Request-Id", List.of("r".repeat(500), "a b c"),
          "grpc-timeout", List.of("1n", "99999999H"),
          "x-user-id", List.of("usr_01jd3v0000e0008000000000zz"),
          "x-user-roles", List.of("ROLE_ADMIN"),
          "x-internal-token", List.of("eyJhbGciOiJub25lIn0.e30."),
          "Cookie", List.of("=;;=", "__Host-souk_access=x; __Host-souk_access=y"));

  private final Random random;

  /** Input that depends on the seed alone. */
  public HostileInput(long seed) {
    this.random = new Random(seed);
  }

  /** A path of the template, with a query. */
  public String path(String template) {
    Matcher variables = VARIABLE.matcher(template);
    return variables.replaceAll(variable -> Matcher.quoteReplacement(any(SEGMENTS)))
        + (random.nextInt(3) == 0 ? any(QUERIES) : "");
  }

  /** At times a header that a client should not send. */
  public Map<String, String> headers() {
    if (random.nextInt(3) > 0) {
      return Map.of();
    }
    String name = any(HEADERS.keySet().stream().sorted().toList());
    return Map.of(name, any(HEADERS.get(name)));
  }

  /** A body for the type: nearly right, or damaged as text. */
  public String body(Descriptor type) {
    String json = object(type, 1);
    return switch (random.nextInt(12)) {
      case 0 -> json.substring(0, random.nextInt(json.length()));
      case 1 -> json + " x";
      case 2 -> "\uFEFF" + json;
      case 3 -> json.replace('"', '\'');
      case 4 -> "[".repeat(5_000);
      case 5 -> json.substring(0, json.length() - 1) + (json.length() > 2 ? "," : "") + "\"a\":1}";
      default -> json;
    };
  }

  private String object(Descriptor type, int depth) {
    List<String> members = new ArrayList<>();
    for (FieldDescriptor field : type.getFields()) {
      if (depth <= MAX_DEPTH && random.nextInt(5) > 0) {
        members.add("\"" + field.getJsonName() + "\":" + value(field, depth));
      }
    }
    return "{" + String.join(",", members) + "}";
  }

  private String value(FieldDescriptor field, int depth) {
    if (random.nextInt(6) == 0) {
      return any(VALUES);
    }
    if (field.isMapField()) {
      return "{\"key\":" + single(field.getMessageType().findFieldByNumber(2), depth) + "}";
    }
    return field.isRepeated() ? "[" + single(field, depth) + "]" : single(field, depth);
  }

  private String single(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case BOOLEAN -> "true";
      case INT -> Integer.toString(random.nextInt(-2, 20_000));
      case LONG -> "\"" + random.nextLong(-2, 2_000_000) + "\"";
      case FLOAT, DOUBLE -> "1.5";
      case ENUM -> "\"" + any(field.getEnumType().getValues()).getName() + "\"";
      case MESSAGE -> object(field.getMessageType(), depth + 1);
      case BYTE_STRING -> "\"AAAA\"";
      case STRING -> "\"" + text(field.getName()) + "\"";
    };
  }

  /** A text that the field may well take, so that requests get past the first check. */
  private String text(String field) {
    return switch (field) {
      case "email" -> "fuzz-" + random.nextInt(1_000) + "@example.com";
      case "password" -> "correct-horse-battery";
      case "currency_code" -> any(List.of("GBP", "JPY", "XXX", "gbp"));
      case "country_code" -> any(List.of("GB", "US", "ZZ"));
      case "sku" -> any(List.of("TEST-1", "HAT", "a/b"));
      case "reason" -> "RESTOCK";
      case "token" -> any(List.of("tok_success", "tok_declined", "tok_timeout", "tok_none"));
      default -> "fuzz " + random.nextInt(100);
    };
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
