package dev.souk.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RsaKeysTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("keys.pem"), text);
  }

  @Test
  void public_keys_are_read_one_after_another() throws IOException {
    RSAPublicKey first = RsaKeys.publicOf(TestIdentity.newKey());
    RSAPublicKey second = RsaKeys.publicOf(TestIdentity.newKey());
    assertThat(RsaKeys.readPublic(file(TestIdentity.pem(first) + "\n" + TestIdentity.pem(second))))
        .containsExactly(first, second);
    assertThat(RsaKeys.readPublic(file("\n"))).isEmpty();
  }

  @Test
  void whatever_else_is_in_the_file_is_a_mistake() throws IOException {
    RSAPrivateCrtKey key = TestIdentity.newKey();
    String sound = TestIdentity.pem(RsaKeys.publicOf(key));
    for (String wrong :
        new String[] {
          TestIdentity.pem(key), sound + TestIdentity.pem(key), sound + "x", sound.substring(30)
        }) {
      Path file = file(wrong);
      assertThatThrownBy(() -> RsaKeys.readPublic(file))
          .isInstanceOf(IllegalArgumentException.class);
    }
    Path broken = file(sound.replaceFirst("\nM", "\nN"));
    assertThatThrownBy(() -> RsaKeys.readPublic(broken))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
