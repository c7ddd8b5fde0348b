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

  /**
   * Replaces the password of an active account, and ends its sessions but the one given.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_CREDENTIALS}, {@code INVALID_FIELD},
   *     {@code CONTENTION}, {@code OVERLOADED}
   */
  void changePassword(
      String userId, String currentPassword, String newPassword, String keptSession);

  /** The account with the id. */
  Optional<Account> byId(String id);
}
