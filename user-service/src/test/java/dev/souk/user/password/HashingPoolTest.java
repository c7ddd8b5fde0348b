package dev.souk.user.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("4: password hashing")
class HashingPoolTest {
  private final HashingPool pool = new HashingPool(Argon2id.standard(), 1, 1);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void a_hash_is_a_phc_string_with_a_salt_of_its_own() {
    String hash = pool.hash("correct horse");
    assertThat(hash)
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    assertThat(pool.hash("correct horse")).isNotEqualTo(hash);
  }

  @Test
  void the_reference_implementation_computes_the_same() {
    // echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32, from the reference's test.c
    String reference =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
            + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    assertThat(pool.matches("password", Optional.of(reference))).isTrue();
    assertThat(pool.matches("passwore", Optional.of(reference))).isFalse();
  }

  @Test
  void only_the_password_matches_its_hash() {
    Optional<String> hash = Optional.of(pool.hash("correct horse"));
    assertThat(pool.matches("correct horse", hash)).isTrue();
    assertThat(pool.matches("Correct horse", hash)).isFalse();
    assertThat(pool.matches("", hash)).isFalse();
  }

  @Test
  void composed_and_decomposed_letters_are_the_same_password() {
    Optional<String> composed = Optional.of(pool.hash("caf\u00e9 creme"));
    assertThat(pool.matches("cafe\u0301 creme", composed)).isTrue();
  }

  @Test
  void nothing_matches_where_there_is_no_hash() {
    assertThat(pool.matches("", Optional.empty())).isFalse();
  }

  @Test
  void a_hash_with_other_parameters_is_outdated() {
    assertThat(pool.isOutdated(pool.hash("correct horse"))).isFalse();
    assertThat(pool.isOutdated(new Argon2id(8, 1).hash("correct horse").text())).isTrue();
  }

  @Test
  void who_finds_the_queue_full_is_refused_at_once() throws Exception {
    Callable<String> hashing =
        () -> {
          try {
            return pool.hash("correct horse").substring(0, 9);
          } catch (ApiException e) {
            return e.reason();
          }
        };
    List<String> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> outcome : threads.invokeAll(Collections.nCopies(12, hashing))) {
        outcomes.add(outcome.get());
      }
    }
    assertThat(outcomes).contains("$argon2id", Reason.OVERLOADED.name());
  }
}
