package dev.souk.proto.gateway;

import com.google.api.HttpRule;
import dev.souk.type.v1.Access;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One binding of an RPC to HTTP.
 *
 * @param rpc full name, such as {@code souk.user.v1.UserService/GetMe}
 * @param httpMethod in capitals
 * @param template path template as google/api/http.proto defines it
 * @param body {@code *}, a field's name, or empty when the request has no body
 * @param responseBody field that is the answer's body, or empty for the whole message
 * @param access {@code public}, {@code guest}, {@code user} or {@code roles}
 * @param roles with {@code roles}: those of which one is enough
 * @param scope what a machine's token must have in its scope; empty when no machine may call
 * @param oauth whether it is an endpoint of OAuth 2.0, with a form and errors of its own
 */
record Route(
    String rpc,
    String httpMethod,
    String template,
    String body,
    String responseBody,
    String access,
    List<String> roles,
    String scope,
    boolean oauth) {

  static Route of(String rpc, HttpRule rule, Access access, boolean oauth) {
    return new Route(
        rpc,
        method(rule),
        template(rule),
        rule.getBody(),
        rule.getResponseBody(),
        access.getLevel().name().substring("LEVEL_".length()).toLowerCase(Locale.ROOT),
        access.getRolesList(),
        access.getScope(),
        oauth);
  }

  /** The route as an entry of a Lua table. */
  String toLua() {
    return "  { rpc = %s, http_method = %s, template = %s, body = %s, response_body = %s,\n    access = %s, roles = {%s}, scope = %s, oauth = %s },\n"
        .formatted(
            quoted(rpc),
            quoted(httpMethod),
            quoted(template),
            quoted(body),
            quoted(responseBody),
            quoted(access),
            roles.stream().map(Route::quoted).collect(Collectors.joining(", ")),
            quoted(scope),
            oauth);
  }

  private static String method(HttpRule rule) {
    return switch (rule.getPatternCase()) {
      case GET, PUT, POST, DELETE, PATCH -> rule.getPatternCase().name();
      case CUSTOM -> rule.getCustom().getKind();
      case PATTERN_NOT_SET -> throw new IllegalArgumentException("HTTP rule without a pattern");
    };
  }

  private static String template(HttpRule rule) {
    return switch (rule.getPatternCase()) {
      case GET -> rule.getGet();
      case PUT -> rule.getPut();
      case POST -> rule.getPost();
      case DELETE -> rule.getDelete();
      case PATCH -> rule.getPatch();
      case CUSTOM -> rule.getCustom().getPath();
      case PATTERN_NOT_SET -> throw new IllegalArgumentException("HTTP rule without a pattern");
    };
  }

  private static String quoted(String text) {
    if (!text.matches("[\\x20-\\x7e&&[^\"\\\\]]*")) {
      throw new IllegalArgumentException("cannot stand in the route table: " + text);
    }
    return '"' + text + '"';
  }
}
