package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.IssueTokenRequest;
import dev.souk.auth.v1.IssueTokenResponse;
import dev.souk.auth.v1.ListSessionsRequest;
import dev.souk.auth.v1.OAuthServiceGrpc;
import dev.souk.auth.v1.OAuthServiceGrpc.OAuthServiceBlockingStub;
import dev.souk.auth.v1.Session;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("15: users whom an external issuer knows")
class TokenExchangeTest {
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
  private static final String LIMITED = "https://machines.example";

  @TempDir static Path folder;
  private static TestIssuer issuer;
  private static AuthFixture auth;
  private static RunningServer server;

  @BeforeAll
  static void start() throws Exception {
    issuer = new TestIssuer();
    auth = new AuthFixture(folder);
    server = AuthServer.start(env(issuers()));
  }

  @AfterAll
  static void stop() {
    server.close();
    auth.close();
    issuer.close();
  }

  @AfterEach
  void everybodyWorksAgain() {
    auth.users.workAgain();
    issuer.comeBack();
  }

  private static String issuers() {
    return """
    [{"issuer": "%s", "jwksUri": "%s", "audience": "%s", "algorithms": ["RS256", "ES256"]},
     {"issuer": "%s", "jwksUri": "%s", "audience": "%s",
      "claims": {"email": "mail", "emailVerified": "mail_ok", "scope": "scp"},
      "scopes": ["orders.read", "catalog.read"]}]
    """
        .formatted(
            TestIssuer.ISSUER,
            issuer.jwksUri(),
            TestIssuer.AUDIENCE,
            LIMITED,
            issuer.jwksUri(),
            TestIssuer.AUDIENCE);
  }

  private static Map<String, String> env(String issuers) throws Exception {
    Map<String, String> env = new HashMap<>(auth.env());
    Path file = folder.resolve(UUID.randomUUID() + ".json");
    env.put("SOUK_OIDC_ISSUERS", Files.writeString(file, issuers).toString());
    return env;
  }

  private static OAuthServiceBlockingStub oauth(RunningServer at) {
    return OAuthServiceGrpc.newBlockingStub(auth.identity.anonymous(at.grpcPort()));
  }

  private static IssueTokenRequest.Builder request(String idToken) {
    return IssueTokenRequest.newBuilder()
        .setGrantType(EXCHANGE)
        .setSubjectToken(idToken)
        .setSubjectTokenType(ID_TOKEN);
  }

  private static IssueTokenResponse exchange(String idToken) {
    return oauth(server).issueToken(request(idToken).build());
  }

  private static ApiException assertNoGrant(String idToken) {
    return assertRefused(Reason.INVALID_GRANT, () -> exchange(idToken));
  }

  private static DecodedJWT decoded(IssueTokenResponse issued) {
    return JWT.decode(issued.getAccessToken());
  }

  private static String newSubject() {
    return UUID.randomUUID().toString();
  }

  @Test
  void an_account_is_made_at_first_sight_and_known_again() {
    String subject = newSubject();
    String email = AuthFixture.newEmail();
    IssueTokenResponse first = exchange(issuer.sign(issuer.claims(subject, email)));

    assertThat(first.getIssuedTokenType()).isEqualTo(ACCESS_TOKEN);
    assertThat(first.hasScope()).isFalse();
    assertThat(decoded(first).getClaim("email").asString()).isEqualTo(email);
    assertThat(decoded(first).getClaim("scope").isMissing()).isTrue();
    Session refreshed = auth.refresh(first.getRefreshToken());
    assertThat(refreshed.getUser().getEmailVerified()).isTrue();
    assertThat(refreshed.getUser().getName()).isEqualTo("Grace Hopper");
    assertThat(
            auth.holderOf(refreshed)
                .listSessions(ListSessionsRequest.getDefaultInstance())
                .getSessions(0)
                .getDeviceName())
        .isEqualTo("login.example");

    String moved = AuthFixture.newEmail();
    IssueTokenResponse again =
        exchange(
            issuer.sign(issuer.claims(subject, moved).withClaim("email_verified", false), "ec-1"));
    assertThat(decoded(again).getSubject()).isEqualTo(decoded(first).getSubject());
    assertThat(decoded(again).getClaim("email").asString()).isEqualTo(email);
    assertThat(decoded(exchange(issuer.sign(issuer.claims(newSubject(), moved)))).getSubject())
        .isNotEqualTo(decoded(first).getSubject());
  }

  @Test
  void an_account_with_a_password_is_never_taken_over() {
    Session victim = auth.register();
    String email = victim.getUser().getEmail();
    String subject = newSubject();
    for (int i = 0; i < 2; i++) {
      assertThat(assertNoGrant(issuer.sign(issuer.claims(subject, email))).getMessage())
          .contains("sign in with its password");
    }
    assertNoGrant(issuer.sign(issuer.claims(subject, email.toUpperCase(java.util.Locale.ROOT))));
    assertThat(auth.login(email, FakeUserService.PASSWORD).hasUser()).isTrue();
  }

  @Test
  void an_address_that_is_not_verified_makes_no_account() {
    String email = AuthFixture.newEmail();
    for (JWTCreator.Builder unverified :
        List.of(
            issuer.claims(newSubject(), email).withClaim("email_verified", false),
            issuer.claims(newSubject(), email).withNullClaim("email_verified"),
            issuer.claims(newSubject(), email).withClaim("email_verified", "yes"),
            issuer.claims(newSubject(), email).withNullClaim("email"),
            issuer.claims(newSubject(), email).withClaim("email", ""))) {
      assertThat(assertNoGrant(issuer.sign(unverified)).getMessage()).contains("not verified");
    }
    assertRefused(Reason.INVALID_CREDENTIALS, () -> auth.login(email, FakeUserService.PASSWORD));
    assertThat(
            exchange(
                    issuer.sign(
                        issuer.claims(newSubject(), email).withClaim("email_verified", "true")))
                .getAccessToken())
        .isNotEmpty();
  }

  @Test
  void first_sights_at_once_make_one_account() throws Exception {
    String idToken = issuer.sign(issuer.claims(newSubject(), AuthFixture.newEmail()));
    Map<String, Integer> users = new ConcurrentHashMap<>();
    List<String> outcomes =
        AuthFixture.atOnce(
            6, () -> users.merge(decoded(exchange(idToken)).getSubject(), 1, Integer::sum));
    assertThat(outcomes).contains("OK").containsAnyOf("OK", "CONTENTION");
    assertThat(exchange(idToken).getAccessToken()).isNotEmpty();
    assertThat(users).hasSize(1);
  }

  @Test
  void a_first_sight_that_was_cut_off_goes_on_with_its_own_account() {
    String email = AuthFixture.newEmail();
    String idToken = issuer.sign(issuer.claims(newSubject(), email));
    auth.users.goAwayAfterCreating();
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> exchange(idToken));
    auth.users.workAgain();
    assertThat(decoded(exchange(idToken)).getClaim("email").asString()).isEqualTo(email);
  }

  @Test
  void a_disabled_account_is_not_signed_in() {
    String idToken = issuer.sign(issuer.claims(newSubject(), AuthFixture.newEmail()));
    auth.users.disable(decoded(exchange(idToken)).getSubject());
    assertThat(assertNoGrant(idToken).getMessage()).contains("disabled");
  }

  @Test
  void a_token_that_the_issuer_did_not_sign_so_is_refused() {
    KeyPair foreign = TestIssuer.rsaKey();
    JWTCreator.Builder claims = issuer.claims(newSubject(), AuthFixture.newEmail());
    String sound = issuer.sign(claims);
    String[] parts = sound.split("\\.", -1);
    String noneHeader = base64("{\"alg\":\"none\",\"kid\":\"rsa-1\"}");
    for (String wrong :
        List.of(
            claims.withKeyId("rsa-1").sign(TestIssuer.algorithm(foreign)),
            claims.withKeyId("unknown").sign(TestIssuer.algorithm(foreign)),
            claims.withKeyId("odd").sign(Algorithm.HMAC256(new byte[] {0, 0, 0})),
            claims.withKeyId("rsa-1").sign(Algorithm.HMAC256(issuer.rsaPublic().getEncoded())),
            claims.withKeyId("rsa-1").sign(Algorithm.none()),
            noneHeader + "." + parts[1] + ".",
            noneHeader + "." + parts[1] + "." + parts[2],
            parts[0] + "." + base64("{\"iss\":\"" + TestIssuer.ISSUER + "\"}") + "." + parts[2],
            // An elliptic key for a token that says RSA, and the other way round.
            claims.withKeyId("ec-1").sign(TestIssuer.algorithm(foreign)),
            claims.withKeyId("rsa-1").sign(TestIssuer.algorithm(TestIssuer.ecKey())),
            claims.withKeyId(null).sign(TestIssuer.algorithm(foreign)),
            claims
                .withHeader(Map.of("crit", List.of("b64")))
                .withKeyId("rsa-1")
                .sign(TestIssuer.algorithm(foreign)),
            "a.b.c",
            "x")) {
      assertNoGrant(wrong);
    }
    assertThat(exchange(sound).getAccessToken()).isNotEmpty();
  }

  @Test
  void a_token_with_an_unknown_critical_header_is_refused() {
    assertNoGrant(
        issuer.sign(
            issuer
                .claims(newSubject(), AuthFixture.newEmail())
                .withHeader(Map.of("crit", List.of("exp"), "exp", 1))));
  }

  @Test
  void a_token_for_somebody_else_or_of_another_time_is_refused() {
    Instant now = Instant.now();
    for (JWTCreator.Builder wrong :
        List.of(
            claims().withIssuer("https://evil.example"),
            claims().withIssuer(TestIssuer.ISSUER + "/"),
            claims().withNullClaim("iss"),
            claims().withAudience("another-shop"),
            claims().withAudience(new String[0]),
            claims().withExpiresAt(now.minusSeconds(60)),
            claims().withExpiresAt((Instant) null),
            claims().withNotBefore(now.plusSeconds(120)),
            claims().withIssuedAt(now.plusSeconds(120)),
            claims().withIssuedAt((Instant) null),
            claims().withNullClaim("sub"),
            claims().withSubject(""),
            claims().withSubject("s".repeat(256)))) {
      assertNoGrant(issuer.sign(wrong));
    }
    assertThat(
            exchange(issuer.sign(claims().withAudience("other", TestIssuer.AUDIENCE)))
                .getAccessToken())
        .isNotEmpty();
  }

  private static JWTCreator.Builder claims() {
    return issuer.claims(newSubject(), AuthFixture.newEmail());
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void a_request_that_makes_no_sense_is_refused() {
    String idToken = issuer.sign(claims());
    for (IssueTokenRequest.Builder wrong :
        List.of(
            request(""),
            request(idToken).setSubjectTokenType(""),
            request(idToken).setSubjectTokenType(ACCESS_TOKEN),
            request(idToken).setRequestedTokenType(ID_TOKEN),
            request("x".repeat(8193)))) {
      assertRefused(Reason.INVALID_FIELD, () -> oauth(server).issueToken(wrong.build()));
    }
    assertRefused(
        Reason.INVALID_SCOPE,
        () -> oauth(server).issueToken(request(idToken).setScope("orders.read").build()));
    IssueTokenRequest exact = request(idToken).setRequestedTokenType(ACCESS_TOKEN).build();
    assertThat(oauth(server).issueToken(exact).getAccessToken()).isNotEmpty();
  }

  private static JWTCreator.Builder limited(String subject) {
    return issuer
        .claims(subject, "unused@example.com")
        .withIssuer(LIMITED)
        .withClaim("mail", subject + "@example.com")
        .withClaim("mail_ok", true)
        .withClaim("scp", "orders.read users.read admin");
  }

  @Test
  void an_issuer_that_is_limited_to_scopes_grants_no_more_and_no_session() {
    IssueTokenResponse issued = exchange(issuer.sign(limited(newSubject())));
    assertThat(issued.getScope()).isEqualTo("orders.read");
    assertThat(issued.hasRefreshToken()).isFalse();
    assertThat(decoded(issued).getClaim("scope").asString()).isEqualTo("orders.read");
    assertThat(decoded(issued).getClaim("client_id").asString()).isEqualTo(TestIssuer.AUDIENCE);
    assertRefused(
        Reason.SCOPE_REQUIRED,
        () ->
            AuthServiceGrpc.newBlockingStub(
                    auth.identity.withToken(server.grpcPort(), issued.getAccessToken()))
                .listSessions(ListSessionsRequest.getDefaultInstance()));

    String list =
        issuer.sign(
            limited(newSubject())
                .withArrayClaim("scp", new String[] {"catalog.read", "orders.read", "x"}));
    assertThat(exchange(list).getScope()).isEqualTo("catalog.read orders.read");
    assertThat(oauth(server).issueToken(request(list).setScope("catalog.read").build()).getScope())
        .isEqualTo("catalog.read");
    assertRefused(
        Reason.INVALID_SCOPE,
        () -> oauth(server).issueToken(request(list).setScope("users.read").build()));
    assertThat(exchange(issuer.sign(limited(newSubject()).withNullClaim("scp"))).getScope())
        .isEmpty();
  }

  @Test
  void an_issuer_signs_with_the_algorithms_that_it_was_trusted_with_alone() {
    assertNoGrant(issuer.sign(limited(newSubject()), "ec-1"));
  }

  @Test
  void a_new_key_is_found_and_an_old_one_forgotten() throws Exception {
    KeyPair next = TestIssuer.rsaKey();
    JumpingClock clock = new JumpingClock();
    try (RunningServer own = AuthServer.start(env(issuers()), clock)) {
      String old = issuer.sign(claims());
      assertThat(oauth(own).issueToken(request(old).build()).getAccessToken()).isNotEmpty();
      issuer.publish("rsa-2", next);
      String signed = issuer.sign(claims(), "rsa-2");
      clock.jump(Duration.ofSeconds(31));
      assertThat(oauth(own).issueToken(request(signed).build()).getAccessToken()).isNotEmpty();

      int reads = issuer.reads();
      for (int i = 0; i < 10; i++) {
        String madeUp = claims().withKeyId("made-up-" + i).sign(TestIssuer.algorithm(next));
        assertRefused(Reason.INVALID_GRANT, () -> oauth(own).issueToken(request(madeUp).build()));
      }
      assertThat(issuer.reads()).isEqualTo(reads);

      issuer.goAway();
      clock.jump(Duration.ofMinutes(11));
      String during = issuer.sign(fresh(clock), "rsa-2");
      assertThat(oauth(own).issueToken(request(during).build()).getAccessToken()).isNotEmpty();

      issuer.comeBack();
      issuer.withdraw("rsa-2");
      clock.jump(Duration.ofSeconds(31));
      String withdrawn = fresh(clock).withKeyId("rsa-2").sign(TestIssuer.algorithm(next));
      assertRefused(Reason.INVALID_GRANT, () -> oauth(own).issueToken(request(withdrawn).build()));
    }
  }

  private static JWTCreator.Builder fresh(Clock clock) {
    return claims()
        .withIssuedAt(clock.instant())
        .withExpiresAt(clock.instant().plus(Duration.ofMinutes(5)));
  }

  @Test
  void while_no_keys_could_be_read_nothing_is_said_of_the_token() throws Exception {
    issuer.goAway();
    try (RunningServer own = AuthServer.start(env(issuers()))) {
      String idToken = issuer.sign(claims());
      assertRefused(
          Reason.DEPENDENCY_UNAVAILABLE, () -> oauth(own).issueToken(request(idToken).build()));
    }
  }

  @Test
  void without_configuration_no_issuer_is_trusted() {
    assertRefused(
        Reason.INVALID_GRANT,
        () -> oauth(auth.server).issueToken(request(issuer.sign(claims())).build()));
  }

  /** Time that a test moves on. */
  private static final class JumpingClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    private void jump(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
