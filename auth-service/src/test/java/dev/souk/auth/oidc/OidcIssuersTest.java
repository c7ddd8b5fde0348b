package dev.souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file in which an operator says whom to trust. */
class OidcIssuersTest {
  private static final String SOUND =
      """
      {"issuer": "https://a.example", "jwksUri": "https://a.example/keys", "audience": "souk"}\
      """;
  @TempDir Path folder;

  private Map<String, OidcIssuer> read(String text) throws IOException {
    return OidcIssuers.read(Files.writeString(folder.resolve("issuers.json"), text));
  }

  @Test
  void what_is_not_given_is_as_openid_has_it() throws IOException {
    OidcIssuer issuer = read("[" + SOUND + "]").get("https://a.example");
    assertThat(issuer.algorithms()).containsExactly(OidcIssuer.Algorithm.RS256);
    assertThat(issuer.claims())
        .isEqualTo(new OidcIssuer.Claims("email", "email_verified", "name", null));
    assertThat(issuer.limit()).isEmpty();
    assertThat(read("[]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"audience\": \"souk\"` | `\"audience\": \"\"` | audience is missing",
        "`\"issuer\": \"https://a.example\"` | `\"issuer\": null` | issuer is missing",
        "`https://a.example/keys` | `file:///etc/passwd` | jwksUri",
        "`https://a.example/keys` | `ftp://a.example/keys` | jwksUri must be",
        "`\"souk\"}` | `\"souk\", \"algorithms\": [\"HS256\"]}` | cannot read",
        "`\"souk\"}` | `\"souk\", \"algorithms\": []}` | algorithms is empty",
        "`\"souk\"}` | `\"souk\", \"scopes\": [\"all\"]}` | one that does not exist",
        "`\"souk\"}` | `\"souk\", \"scopes\": []}` | scopes is empty",
        "`\"souk\"}` | `\"souk\", \"claims\": {\"scope\": \"scp\"}}` | needs scopes",
        "`\"souk\"}` | `\"souk\", \"jwks_uri\": \"x\"}` | cannot read",
        "`\"souk\"}` | `\"souk\"} x` | cannot read"
      })
  void what_makes_no_sense_stops_the_start(String sound, String spoilt, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("[" + SOUND.replace(sound, spoilt) + "]"))
        .satisfies(
            e -> assertThat(e.getMessage() + " " + String.valueOf(e.getCause())).contains(problem));
  }

  @Test
  void an_issuer_that_is_there_twice_stops_the_start() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("[" + SOUND + "," + SOUND + "]"))
        .withMessageContaining("twice");
  }
}
