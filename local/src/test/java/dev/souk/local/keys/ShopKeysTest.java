package dev.souk.local.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.souk.kit.identity.RsaKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopKeysTest {
  @TempDir Path folder;

  @Test
  void keys_are_made_once_and_for_their_owner_alone() throws IOException {
    ShopKeys first = ShopKeys.ensure(folder, List.of("order-service"));
    String key = Files.readString(first.serviceKey("order-service"));
    String signing = Files.readString(first.signingKey());
    String csrf = Files.readString(first.csrfSecret());
    String totp = Files.readString(first.totpKeys());

    ShopKeys again = ShopKeys.ensure(folder, List.of("order-service"));

    assertThat(Files.readString(again.serviceKey("order-service"))).isEqualTo(key);
    assertThat(Files.readString(again.signingKey())).isEqualTo(signing);
    assertThat(Files.readString(again.csrfSecret())).isEqualTo(csrf).hasSizeGreaterThan(32);
    assertThat(Files.readString(again.totpKeys())).isEqualTo(totp);
    assertThat(Base64.getDecoder().decode(totp.strip())).hasSize(32);
    for (Path secret :
        List.of(
            again.signingKey(),
            again.csrfSecret(),
            again.totpKeys(),
            again.codeKey(),
            again.orderTokenKey())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void the_public_set_names_each_service_and_its_key() throws IOException {
    ShopKeys keys = ShopKeys.ensure(folder, List.of("order-service", "cart-service"));

    JsonNode set = new ObjectMapper().readTree(keys.serviceJwks().toFile()).get("keys");

    assertThat(set)
        .extracting(k -> k.get("kid").asText())
        .containsExactly("order-service", "cart-service");
    byte[] modulus = Base64.getUrlDecoder().decode(set.get(1).get("n").asText());
    assertThat(new BigInteger(1, modulus))
        .isEqualTo(RsaKeys.readPrivate(keys.serviceKey("cart-service")).getModulus());
  }
}
