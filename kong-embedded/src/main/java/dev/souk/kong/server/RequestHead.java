package dev.souk.kong.server;

import dev.souk.kong.http.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request line and its header fields, read strictly: what two readers could understand
 * differently is refused, since that is how requests are smuggled (RFC 9112, 11.2).
 *
 * @param path the raw path
 * @param query the raw query, without its question mark
 */
record RequestHead(String method, String path, String query, boolean http10, Headers headers) {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern REQUEST_LINE =
      Pattern.compile(
          "([A-Z]{1,32}) (?:http://[^/?# ]+)?(/[!-~&&[^?#]]*)(?:\\?([!-~&&[^#]]*))? HTTP/1\\.([01])");

  /** RFC 9110, 7.2; what nginx takes. */
  private static final Pattern HOST = Pattern.compile("[!-~&&[^/]]+");

  /** What nginx takes once; Host and the framing are checked for themselves. */
  private static final Set<String> ONCE =
      Set.of(
          "authorization",
          "content-range",
          "expect",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since");

  private static final int MAX_FIELDS = 1000;

  static RequestHead parse(List<String> lines) throws MalformedRequestException {
    Matcher line = REQUEST_LINE.matcher(lines.getFirst());
    if (!line.matches()) {
      throw new MalformedRequestException(400, "malformed request line");
    }
    if (lines.size() - 1 > MAX_FIELDS) {
      throw new MalformedRequestException(400, "too many header fields");
    }
    Headers headers = new Headers();
    for (String field : lines.subList(1, lines.size())) {
      addField(headers, field);
    }
    String query = line.group(3) == null ? "" : line.group(3);
    RequestHead head =
        new RequestHead(line.group(1), line.group(2), query, line.group(4).equals("0"), headers);
    head.requireOneHost();
    head.requireOneFraming();
    return head;
  }

  private static void addField(Headers headers, String field) throws MalformedRequestException {
    int colon = field.indexOf(':');
    if (colon < 1 || !TOKEN.matcher(field.substring(0, colon)).matches()) {
      throw new MalformedRequestException(400, "malformed header field");
    }
    String value = field.substring(colon + 1).strip();
    if (value.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c == 0x7F)) {
      throw new MalformedRequestException(400, "control character in a header field");
    }
    String name = field.substring(0, colon);
    if (headers.has(name) && ONCE.contains(name.toLowerCase(Locale.ROOT))) {
      throw new MalformedRequestException(400, "more than one " + name);
    }
    headers.add(name, value);
  }

  private void requireOneHost() throws MalformedRequestException {
    List<String> hosts = headers.all("host");
    if (hosts.size() > 1 || (hosts.isEmpty() && !http10)) {
      throw new MalformedRequestException(400, "not exactly one Host");
    } else if (!hosts.isEmpty() && !HOST.matcher(hosts.getFirst()).matches()) {
      throw new MalformedRequestException(400, "malformed Host");
    }
  }

  private void requireOneFraming() throws MalformedRequestException {
    List<String> lengths = headers.all("content-length");
    List<String> codings = headers.all("transfer-encoding");
    if (!codings.isEmpty()
        && (http10
            || !lengths.isEmpty()
            || codings.size() > 1
            || !codings.getFirst().equalsIgnoreCase("chunked"))) {
      throw new MalformedRequestException(400, "Transfer-Encoding that is not 'chunked' alone");
    }
    if (lengths.size() > 1 || (lengths.size() == 1 && !lengths.getFirst().matches("[0-9]{1,15}"))) {
      throw new MalformedRequestException(400, "malformed Content-Length");
    }
  }

  boolean isChunked() {
    return headers.has("transfer-encoding");
  }

  long contentLength() {
    return headers.first("content-length").map(Long::parseLong).orElse(0L);
  }

  boolean expectsContinue() {
    return headers
        .first("expect")
        .filter(value -> value.equalsIgnoreCase("100-continue"))
        .isPresent();
  }

  /** Whether the client keeps the connection for another request. */
  boolean keepsAlive() {
    return !http10
        && headers.all("connection").stream()
            .flatMap(value -> Pattern.compile(",").splitAsStream(value))
            .noneMatch(option -> option.strip().toLowerCase(Locale.ROOT).equals("close"));
  }
}
