package dev.souk.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SealedTokenTest {
  private static final String SESSION = "ses_01jd8m3q4ref7vd8z8p4v6k1nc";
  private final SecureRandom random = new SecureRandom();
  private final SessionKey key = SessionKey.random(random);
  private final RefreshToken predecessor = RefreshToken.issue(SESSION, key, random);
  private final RefreshToken successor = RefreshToken.issue(SESSION, key, random);

  @Test
  void the_predecessor_opens_it() {
    SealedToken sealed = SealedToken.seal(successor, predecessor, random);
    assertThat(sealed.open(predecessor).text()).isEqualTo(successor.text());
  }

  @Test
  void nothing_else_opens_it() {
    SealedToken sealed = SealedToken.seal(successor, predecessor, random);
    for (RefreshToken other :
        new RefreshToken[] {successor, RefreshToken.issue(SESSION, key, random)}) {
      assertThatThrownBy(() -> sealed.open(other)).isInstanceOf(IllegalStateException.class);
    }
    byte[] changed = sealed.bytes().clone();
    changed[20] ^= 1;
    assertThatThrownBy(() -> new SealedToken(changed).open(predecessor))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void it_is_never_sealed_twice_alike() {
    assertThat(SealedToken.seal(successor, predecessor, random).bytes())
        .isNotEqualTo(SealedToken.seal(successor, predecessor, random).bytes());
  }
}
