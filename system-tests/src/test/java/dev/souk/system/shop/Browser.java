package dev.souk.system.shop;

import java.net.HttpCookie;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A browser and the shop's page in it: keeps the cookies that it is told to, sends them where they
 * belong, and shows the CSRF token that the page reads. What is secure is kept over HTTP too, as
 * browsers do for localhost.
 */
public final class Browser {
  private final Client page;
  private final Map<String, HttpCookie> cookies = new LinkedHashMap<>();

  /** A browser without any cookie. */
  public Browser(Shop shop) {
    this.page = shop.anonymous();
  }

  private Browser(Browser other) {
    this.page = other.page;
    this.cookies.putAll(other.cookies);
  }

  /** A browser with the same cookies, as who stole them has. */
  public Browser copy() {
    return new Browser(this);
  }

  /** Sends GET. */
  public Answer get(String path) {
    return kept(as(path).get(path));
  }

  /** Sends POST with a JSON body and the CSRF token. */
  public Answer post(String path, String body) {
    return kept(shown(path).post(path, body));
  }

  /** Sends DELETE with the CSRF token. */
  public Answer delete(String path) {
    return kept(shown(path).delete(path));
  }

  /** The caller with the CSRF token that the page shows. */
  private Client shown(String path) {
    return value("__Host-souk_csrf")
        .map(token -> as(path).with("x-csrf-token", token))
        .orElseGet(() -> as(path));
  }

  /** The caller that a request to the path comes from, with the cookies, without the token. */
  public Client as(String path) {
    String sent =
        cookies.values().stream()
            .filter(cookie -> isBelow(path, cookie.getPath()))
            .map(cookie -> cookie.getName() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    return sent.isEmpty() ? page : page.with("Cookie", sent);
  }

  /** The value of a cookie. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(cookies.get(name)).map(HttpCookie::getValue);
  }

  /** The names of all cookies, in the order they came. */
  public List<String> names() {
    return List.copyOf(cookies.keySet());
  }

  /** Forgets a cookie, as when its time is over. */
  public void forget(String name) {
    cookies.remove(name);
  }

  private Answer kept(Answer answer) {
    for (String header : answer.setCookies()) {
      HttpCookie cookie = HttpCookie.parse("Set-Cookie: " + header).getFirst();
      cookies.remove(cookie.getName());
      if (cookie.getMaxAge() != 0) {
        cookies.put(cookie.getName(), cookie);
      }
    }
    return answer;
  }

  /** RFC 6265, 5.1.4. */
  private static boolean isBelow(String path, String cookiePath) {
    return path.equals(cookiePath)
        || path.startsWith(cookiePath.endsWith("/") ? cookiePath : cookiePath + "/");
  }
}
