package dev.souk.user.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.user.domain.totp.TotpSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AesGcmSealTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TotpSecret SECRET =
      new TotpSecret("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

  @TempDir Path folder;

  private AesGcmSeal with(String... keys) throws IOException {
    Path file = Files.createTempFile(folder, "totp", ".keys");
    return AesGcmSeal.read(Files.writeString(file, String.join("\n", keys) + "\n"), RANDOM);
  }

  private static String key() {
    byte[] key = new byte[32];
    RANDOM.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  @Test
  void a_sealed_secret_opens_for_its_account_and_shows_nothing() throws IOException {
    AesGcmSeal seal = with(key());
    String sealed = seal.seal("usr_1", SECRET);
    assertThat(seal.open("usr_1", sealed).bytes()).isEqualTo(SECRET.bytes());
    assertThat(seal.seal("usr_1", SECRET)).isNotEqualTo(sealed);
    assertThat(HexFormat.of().formatHex(Base64.getDecoder().decode(sealed)))
        .doesNotContain(HexFormat.of().formatHex(SECRET.bytes()));
    assertThatThrownBy(() -> seal.open("usr_2", sealed)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void what_was_tampered_with_does_not_open() throws IOException {
    AesGcmSeal seal = with(key());
    byte[] sealed = Base64.getDecoder().decode(seal.seal("usr_1", SECRET));
    sealed[20] ^= 1;
    String tampered = Base64.getEncoder().encodeToString(sealed);
    assertThatThrownBy(() -> seal.open("usr_1", tampered))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_key_is_replaced_by_putting_another_before_it() throws IOException {
    String old = key();
    String sealed = with(old).seal("usr_1", SECRET);
    String next = key();
    AesGcmSeal both = with(next, old);
    assertThat(both.open("usr_1", sealed).bytes()).isEqualTo(SECRET.bytes());
    String again = both.seal("usr_1", SECRET);
    AesGcmSeal alone = with(next);
    assertThat(alone.open("usr_1", again).bytes()).isEqualTo(SECRET.bytes());
    assertThatThrownBy(() -> alone.open("usr_1", sealed)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keys_that_are_none_are_refused() {
    assertThatThrownBy(() -> with("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> with("AAAA")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> with("no base64!")).isInstanceOf(IllegalArgumentException.class);
  }
}
