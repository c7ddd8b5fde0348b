package dev.souk.auth.domain;

import java.util.Optional;

/** The accounts, which user-service owns. */
public interface Accounts {
  /**
   * Makes an account.
   *
   * @throws dev.souk.kit.error.ApiException {@code EMAIL_TAKEN}, {@code PHONE_TAKEN}, {@code
   *     INVALID_FIELD}, {@code OVERLOADED}
   */
  Account create(SignInName signInName, String password, String name);

  /**
   * The active account with the password. Its second factor, if it has one, is still to verify.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_CREDENTIALS}, {@code OVERLOADED}
   */
  Account verify(SignInName signInName, String password);

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

  /**
   * Gives an active account the address that it was to have; its owner receives mail there.
   *
   * @throws dev.souk.kit.error.ApiException {@code ONE_TIME_TOKEN_INVALID} when there is no such
   *     account, {@code EMAIL_TAKEN}, {@code CONTENTION}
   */
  void changeEmail(String userId, String email);

  /**
   * Gives an active account the telephone number; its owner receives text messages there.
   *
   * @throws dev.souk.kit.error.ApiException {@code RESOURCE_NOT_FOUND}, {@code PHONE_TAKEN}, {@code
   *     CONTENTION}
   */
  void verifyPhone(String userId, String phone);

  /** The account with the address, in any case. */
  Optional<Account> byEmail(String email);

  /** The account with the id. */
  Optional<Account> byId(String id);
}
