package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.fuzz.HostileInput;
import dev.souk.system.fuzz.HttpRoute;
import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every route of the shop takes hostile requests, of nobody, of a buyer and of a seller: each is
 * done or refused with an error that docs/errors.md lists, never a 5xx, and the books agree after.
 */
@Order(6)
@ExtendWith(Shop.Running.class)
class FuzzTest {
  private static final int REQUESTS = Boolean.getBoolean("souk.test.all") ? 100 : 20;
  // Login is limited to 20 requests a minute from one address; other tests sign in as well.
  private static final int LOGINS = 3;
  private static final String TOKEN_ENDPOINT = "/v1/oauth2/token";
  private static final Pattern REASON = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");

  @TestFactory
  Stream<DynamicTest> hostile_requests_get_documented_answers(Shop shop) throws IOException {
    Set<String> documented = documentedReasons();
    List<Client> callers = List.of(shop.anonymous(), buyer(shop), seller(shop));
    Stream<DynamicTest> routes =
        HttpRoute.all().stream()
            .sorted(Comparator.comparing(FuzzTest::endsTheCaller))
            .map(route ->
                DynamicTest.dynamicTest(
                    route.method() + " " + route.template(),
                    () -> attack(route, callers, documented)));
    return Stream.concat(
        routes, Stream.of(DynamicTest.dynamicTest("the books agree", shop::verify)));
  }

  /** Comes last: the callers are nobody after it. */
  private static boolean endsTheCaller(HttpRoute route) {
    return route.rpc().endsWith(".DeleteMe");
  }

  private static void attack(HttpRoute route, List<Client> callers, Set<String> documented) {
    int requests = route.template().equals("/v1/auth/login") ? LOGINS : REQUESTS;
    for (int seed = 0; seed < requests; seed++) {
      HostileInput input = new HostileInput(route.template().hashCode() * 31L + seed);
      Client caller = callers.get(seed % callers.size());
      for (var header : input.headers().entrySet()) {
        caller = caller.with(header.getKey(), header.getValue());
      }
      String path = input.path(route.template());
      boolean hasBody = !route.body().isEmpty();
      String body = hasBody ? input.body(route.bodyType()) : null;
      Answer answer = caller.send(route.method(), path, body);
      String request = "seed " + seed + ": " + path + " " + body;
      if (path.startsWith(TOKEN_ENDPOINT) && answer.status() != 405 && answer.status() != 404) {
        assertOAuth(answer, request);
      } else {
        assertDocumented(answer, documented, request);
      }
    }
  }

  /** RFC 6749 says how the token endpoint refuses, and these bodies are no forms. */
  private static void assertOAuth(Answer answer, String request) {
    assertThat(answer.status()).as("%s%n%s", request, answer.text()).isEqualTo(400);
    assertThat(answer.at("/error")).as(answer.text()).isEqualTo("invalid_request");
  }

  private static void assertDocumented(Answer answer, Set<String> documented, String request) {
    assertThat(answer.status()).as("%s%n%s", request, answer.text()).isBetween(200, 499);
    if (answer.status() != 200) {
      assertThat(documented).as("%s%n%s", request, answer.text()).contains(answer.reason());
      assertThat(answer.at("/error/requestId")).as(request).isNotEmpty();
    }
    assertThat(answer.text()).doesNotContain("Exception", "stack traceback", "\tat ");
  }

  private static Client buyer(Shop shop) {
    Answer session = shop.accounts().register(shop.accounts().email("fuzz-buyer"));
    return shop.anonymous().withToken(session.at("/accessToken"));
  }

  /** A seller of the fuzz's own: the demo seller must keep its name and its session. */
  private static Client seller(Shop shop) {
    String email = shop.accounts().email("fuzz-seller");
    String userId = shop.accounts().register(email).at("/user/userId");
    shop.accounts()
        .admin()
        .patch("/v1/users/" + userId, "{\"roles\": [\"ROLE_CUSTOMER\", \"ROLE_SELLER\"]}")
        .ok();
    Answer session = shop.accounts().login(email, Accounts.PASSWORD).ok();
    return shop.anonymous().withToken(session.at("/accessToken"));
  }

  private static Set<String> documentedReasons() throws IOException {
    return REASON
        .matcher(Files.readString(Path.of("../docs/errors.md")))
        .results()
        .map((MatchResult row) -> row.group(1))
        .collect(Collectors.toSet());
  }
}
