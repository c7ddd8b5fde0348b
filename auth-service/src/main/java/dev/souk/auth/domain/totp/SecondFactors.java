package dev.souk.auth.domain.totp;

import dev.souk.auth.domain.Account;
import java.util.List;
import java.util.Optional;

/** The second factors, which user-service owns. */
public interface SecondFactors {
  /**
   * A secret for an app of the account, which waits for its first code.
   *
   * @param password to be verified; absent where it need not be
   * @throws dev.souk.kit.error.ApiException {@code INVALID_CREDENTIALS}, {@code ILLEGAL_STATE},
   *     {@code OVERLOADED}
   */
  Enrolment enroll(String userId, Optional<String> password);

  /**
   * Switches the second factor on, ends the account's sessions but the one given, and answers the
   * recovery codes.
   *
   * @throws dev.souk.kit.error.ApiException {@code CODE_INVALID}, {@code ILLEGAL_STATE}, {@code
   *     CONTENTION}
   */
  List<String> confirm(String userId, String code, String keptSession);

  /**
   * Switches the second factor off, and ends the account's sessions but the one given.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_CREDENTIALS}, {@code ILLEGAL_STATE},
   *     {@code CONTENTION}, {@code OVERLOADED}
   */
  void disable(String userId, String password, String code, String keptSession);

  /**
   * The active account whose code it is; the code is used up.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_CREDENTIALS}
   */
  Account verify(String userId, String code);

  /**
   * What an authenticator app needs.
   *
   * @param secret random bytes
   * @param accountName what the account signs in with
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Enrolment(byte[] secret, String accountName) {
    @Override
    public String toString() {
      return "Enrolment[...]";
    }
  }
}
