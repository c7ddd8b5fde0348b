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

  /**
   * Replaces the password of an active account that has the address, and ends all its sessions.
   *
   * @throws dev.souk.kit.error.ApiException {@code ONE_TIME_TOKEN_INVALID} when there is no such
   *     account, {@code INVALID_FIELD}, {@code CONTENTION}, {@code OVERLOADED}
   */
  void resetPassword(String userId, String email, String newPassword);

  /**
   * Notes that the owner of an active account receives mail at the address that it has.
   *
   * @throws dev.souk.kit.error.ApiException {@code ONE_TIME_TOKEN_INVALID} when there is no such
   *     account, {@code CONTENTION}
   */
  void verifyEmail(String userId, String email);

  /** The account with the address, in any case. */
  Optional<Account> byEmail(String email);

  /** The account with the id. */
  Optional<Account> byId(String id);
}
