package dev.souk.auth.domain;

import java.util.Optional;

/** The accounts, which user-service owns. */
public interface Accounts {
  /**
   * Makes an account.
   *
   * @throws dev.souk.kit.error.ApiException {@code EMAIL_TAKEN}, {@code INVALID_FIELD}, {@code
   *     OVERLOADED}
   */
  Account create(String email, String password, String name);

  /**
   * The active account with the e-mail address and the password.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_CREDENTIALS}, {@code OVERLOADED}
   */
  Account verify(String email, String password);

  /** The account with the id. */
  Optional<Account> byId(String id);
}
